# outcome: ok
# with: door
# prints: held: usb
# prints: held: serial
# prints: held: hid
for name in ("usb", "serial", "hid"):
    thing = getattr(js.navigator, name, None)
    if thing is None:
        print(f"held: {name}: absent")
        continue
    lists = getattr(thing, "getDevices", None) or getattr(thing, "getPorts", None)
    async def devices(lists=lists, thing=thing):
        found = await lists.call(thing)
        if not len(found):
            raise OSError("it lists nothing")
        return found
    await door(name, devices)
