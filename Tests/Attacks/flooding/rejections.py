# outcome: ok|crashed
# prints: rejecting
import asyncio, js
print("rejecting")
for number in range(500):
    js.Promise.reject(js.Error.new("x" * 1000))
await asyncio.sleep(0.2)
