# outcome: ok
# blocked: 127.0.0.1
# with: door
# prints: held: WebSocket: 
# prints: held: WebSocket to the server: 
# prints: held: WebSocket to a name: 
violations = asyncio.get_running_loop().create_future()
js.addEventListener("securitypolicyviolation", create_proxy(lambda _: violations.done() or violations.set_result(None)))
await event("WebSocket", lambda: js.WebSocket.new("ws://{listener}/leak"), "open message", "error close")
await event("WebSocket to the server", lambda: js.WebSocket.new("ws://{server}/ws?leak", "sandglass.v1"), "open message", "error close")
await event("WebSocket to a name", lambda: js.WebSocket.new("wss://example.org/leak"), "open message", "error close")
# Firefox refuses at once, and tells the worker by way of another thread.
if not violations.done():
    await asyncio.wait_for(violations, 10)
