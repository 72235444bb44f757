# outcome: ok
# with: door
# prints: held: locks
# A lock that this run never gives back, under every name that a page might use.
async def locks():
    found = getattr(js.navigator, "locks", None)
    if found is None:
        raise OSError("absent")
    never = js.Promise.new(create_proxy(lambda *_: None))
    for name in ("sandglass", "tab", "session"):
        found.request(name, create_proxy(lambda *_: never))
    held = (await found.query()).held
    raise OSError(f"it holds {len(held)} of its own origin")
await door("locks", locks)
# --- then ---
import js
locks = getattr(js.navigator, "locks", None)
try:
    left = len((await locks.query()).held) if locks else 0
except Exception:
    left = 0
print("poisoned" if left else "clean")
