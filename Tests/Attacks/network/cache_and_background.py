# outcome: ok
# with: door
# prints: held: caches
# prints: held: background fetch
# prints: held: Notification
async def cache():
    found = getattr(js, "caches", None)
    if found is None:
        raise OSError("absent")
    opened = await found.open("leak")
    await opened.add("http://{listener}/leak")
    return opened
await door("caches", cache)
print("held: background fetch: absent" if not hasattr(js, "registration") else "ESCAPED: a registration")
async def notify():
    kind = getattr(js, "Notification", None)
    if kind is None:
        raise OSError("absent")
    if kind.permission != "granted":
        raise OSError(f"permission {kind.permission}")
    return kind.new("ESCAPED")
await door("Notification", notify)
