# outcome: ok
# with: door
# prints: left behind
# Timers and tasks that would still run during the next program.
tick = create_proxy(lambda *_: print("planted"))
for _ in range(20):
    js.setInterval(tick, 10)
    js.setTimeout(tick, 100)
async def forever():
    while True:
        print("planted") if over else None
        await asyncio.sleep(0.01)
over = False
tasks = [asyncio.ensure_future(forever()) for _ in range(20)]
print("left behind")
# --- then ---
import asyncio
await asyncio.sleep(0.5)
print("clean" if len(asyncio.all_tasks()) <= 2 else f"poisoned {len(asyncio.all_tasks())}")
