# outcome: ok
# with: door
# prints: held: indexedDB
# prints: held: indexedDB lists
def opened():
    found = getattr(js, "indexedDB", None)
    if found is None:
        raise OSError("absent")
    return found.open("planted", 1)
async def listed():
    return await js.indexedDB.databases()
await event("indexedDB", opened, "success upgradeneeded", "error blocked")
await door("indexedDB lists", listed)
