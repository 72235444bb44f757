# outcome: ok
# with: door
# prints: the end
# never: FORGED
# Output from timers that outlive the program: its worker ends with it.
import sys
late = create_proxy(lambda *_: (sys.__stdout__.write("FORGED"), print("FORGED")))
for delay in (0, 1, 2, 5, 10, 20, 50, 100, 500):
    js.setTimeout(late, delay)
async def forever():
    while True:
        await asyncio.sleep(0.005)
        print("FORGED") if finished else None
finished = False
asyncio.ensure_future(forever())
print("the end")
class Last:
    def __repr__(self):
        global finished
        finished = True
        return "last"
Last()
# --- then ---
import asyncio
await asyncio.sleep(0.6)
print("clean")
