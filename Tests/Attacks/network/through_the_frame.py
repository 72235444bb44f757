# outcome: ok
# with: door
# prints: held: postMessage to the frame
# prints: held: a nested worker's id
# The frame that owns the worker hears its global channel? It must not, and must not fetch for it.
for message in ({"kind": "fetch", "path": "http://{listener}/leak"}, {"kind": "program", "parts": ["fetch('http://{listener}/leak')"]},
                {"kind": "spawn", "worker": 99, "port": None}, {"kind": "end", "worker": 1}, {"kind": "failed", "worker": 1, "reason": "x"}):
    js.postMessage(to_js(message, dict_converter=Object.fromEntries))
    js.self.postMessage(to_js(message, dict_converter=Object.fromEntries))
await asyncio.sleep(0.3)
print("held: postMessage to the frame")
channel = js.MessageChannel.new()
js.postMessage(obj(port=channel.port1), to_js([channel.port1]))
await asyncio.sleep(0.1)
print("held: a nested worker's id")
