# outcome: ok
# prints: said
import js
channel = js.BroadcastChannel.new("sandglass")
big = js.ArrayBuffer.new(1 << 20)
for _ in range(200):
    channel.postMessage(big)
print("said")
