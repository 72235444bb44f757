# outcome: ok|crashed
# prints: throwing
import asyncio, js
print("throwing")
for number in range(500):
    js.reportError(js.Error.new("x" * 10000))
await asyncio.sleep(0.2)
