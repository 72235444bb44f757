# outcome: crashed
# prints: leaving
# The interpreter dies between two steps of the program: it is noticed at once and not by the clock.
import asyncio, os
print("leaving")
await asyncio.sleep(0)
os.abort()
