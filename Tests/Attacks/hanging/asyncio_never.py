# outcome: interrupted
# stop: 1
import asyncio
print("started")
await asyncio.get_running_loop().create_future()
