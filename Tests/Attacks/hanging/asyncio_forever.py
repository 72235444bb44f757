# outcome: interrupted
# stop: 1
import asyncio
print("started")
while True:
    await asyncio.sleep(0)
