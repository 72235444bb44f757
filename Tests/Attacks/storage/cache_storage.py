# outcome: ok
# with: door
# prints: held: caches
async def cache():
    found = getattr(js, "caches", None)
    if found is None:
        raise OSError("absent")
    return await found.open("planted")
await door("caches", cache)
# --- then ---
import js
print("poisoned" if getattr(js, "caches", None) and getattr(js, "planted", None) else "clean")
