# outcome: crashed|timeout|ok
# prints: closing
# The worker ends itself; nobody is told when one does, so the clock ends the run.
import asyncio, js
print("closing")
js.close()
await asyncio.sleep(100)
