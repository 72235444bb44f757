# outcome: ok
# with: door
# prints: held: document: absent
# prints: held: cookieStore
# prints: held: localStorage: absent
# prints: held: sessionStorage: absent
await absent("document")
await absent("localStorage")
await absent("sessionStorage")
async def cookies():
    store = getattr(js, "cookieStore", None)
    if store is None:
        raise OSError("absent")
    await store.set("planted", "1")
    return await store.getAll()
await door("cookieStore", cookies)
