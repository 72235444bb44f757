# outcome: ok
# with: door
# prints: left behind
# A channel that is left open answers the next run.
channel = js.BroadcastChannel.new("leak")
channel.onmessage = create_proxy(lambda event: channel.postMessage("ESCAPED: the last run still lives"))
print("left behind")
# --- then ---
import asyncio, js
from pyodide.ffi import create_proxy
heard = []
channel = js.BroadcastChannel.new("leak")
channel.onmessage = create_proxy(lambda event: heard.append(event.data))
for _ in range(5):
    channel.postMessage("is anybody there?")
    await asyncio.sleep(0.05)
print("poisoned" if heard else "clean")
