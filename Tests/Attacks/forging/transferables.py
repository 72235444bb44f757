# outcome: ok
# with: door
# prints: sent
# Ports, streams, memory and canvases over the global channel, and messages that cannot be read.
channel = js.MessageChannel.new()
stream = js.ReadableStream.new()
buffer = js.ArrayBuffer.new(8)
js.postMessage(obj(port=channel.port1), to_js([channel.port1]))
js.postMessage(stream, to_js([stream]))
js.postMessage(buffer, to_js([buffer]))
shared = getattr(js, "SharedArrayBuffer", None)
if shared:
    js.postMessage(shared.new(8))
js.postMessage(js.WebAssembly.Module.new(js.Uint8Array.new(to_js([0, 97, 115, 109, 1, 0, 0, 0]))))
await asyncio.sleep(0.2)
print("sent")
