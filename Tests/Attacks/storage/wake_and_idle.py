# outcome: ok
# with: door
# prints: held: IdleDetector
# prints: held: scheduling
async def idle():
    kind = getattr(js, "IdleDetector", None)
    if kind is None:
        raise OSError("absent")
    detector = kind.new()
    await detector.start()
    return detector.userState
async def sensors():
    kind = getattr(js, "PressureObserver", None)
    if kind is None:
        raise OSError("absent")
    observer = kind.new(create_proxy(lambda *_: None))
    await observer.observe("cpu")
    return "pressure"
await door("IdleDetector", idle)
await door("scheduling", sensors)
