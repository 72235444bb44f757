# outcome: ok
# with: door
# prints: held: WebSocketStream
# prints: held: WebTransport
async def stream():
    kind = getattr(js, "WebSocketStream", None)
    if kind is None:
        raise OSError("absent")
    return await kind.new("ws://{listener}/leak").opened
async def transport():
    kind = getattr(js, "WebTransport", None)
    if kind is None:
        raise OSError("absent")
    return await kind.new("https://{udp}/leak").ready
await door("WebSocketStream", stream)
await door("WebTransport", transport)
