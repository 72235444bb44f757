# outcome: ok
# blocked: 127.0.0.1
# with: door
# prints: held: WebSocket: 
# prints: held: WebSocket to the server: 
# prints: held: WebSocket to a name: 
await event("WebSocket", lambda: js.WebSocket.new("ws://{listener}/leak"), "open message", "error close")
await event("WebSocket to the server", lambda: js.WebSocket.new("ws://{server}/ws?leak", "sandglass.v1"), "open message", "error close")
await event("WebSocket to a name", lambda: js.WebSocket.new("wss://example.org/leak"), "open message", "error close")
