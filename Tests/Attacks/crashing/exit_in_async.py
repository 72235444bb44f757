# outcome: ok|error|crashed|timeout
# prints: leaving
import asyncio, sys
print("leaving")
async def leave():
    sys.exit(4)
task = asyncio.ensure_future(leave())
await asyncio.sleep(0.1)
