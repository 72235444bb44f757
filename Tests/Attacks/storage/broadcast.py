# outcome: ok
# with: door
# prints: held: nobody answers
# A channel may be opened in an opaque origin; nobody of ours listens, and no worker of another run is alive to.
heard = []
channels = []
for name in ("sandglass", "sandglass.v1", "sandbox", "session", "tabs", "leak"):
    channel = js.BroadcastChannel.new(name)
    channel.onmessage = create_proxy(lambda event: heard.append(event.data))
    channel.postMessage("planted")
    channels.append(channel)
await asyncio.sleep(0.4)
print("held: nobody answers" if not heard else f"ESCAPED: {heard}")
# --- then ---
import asyncio, js
from pyodide.ffi import create_proxy
heard = []
channel = js.BroadcastChannel.new("leak")
channel.onmessage = create_proxy(lambda event: heard.append(event.data))
channel.postMessage("is anybody left?")
await asyncio.sleep(0.3)
print("poisoned" if heard else "clean")
