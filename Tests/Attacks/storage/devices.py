# outcome: ok
# with: door
# prints: held: clipboard: absent
# prints: held: credentials: absent
# prints: held: geolocation: absent
# prints: held: mediaDevices: absent
# prints: held: serviceWorker
# prints: held: permissions
for name in ("clipboard", "credentials", "geolocation", "mediaDevices", "share", "getBattery"):
    await absent(f"{name}", "navigator", name)
container = getattr(js.navigator, "serviceWorker", None)
print("held: serviceWorker", "absent" if container is None or container.controller is None else "ESCAPED")
async def permitted():
    found = getattr(js.navigator, "permissions", None)
    if found is None:
        raise OSError("absent")
    for name in ("notifications", "camera", "geolocation", "clipboard-read", "persistent-storage"):
        try:
            state = (await found.query(obj(name=name))).state
        except JsException:
            continue
        if state == "granted":
            return name
    raise OSError("nothing is granted")
await door("permissions", permitted)
