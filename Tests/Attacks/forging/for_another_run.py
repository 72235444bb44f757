# outcome: ok
# with: door
# prints: said for others
# never: FORGED
# Messages that name other runs, turns and leases, through whatever leads out.
import sys
for run in (0, 1, 2, 3, 99, -1, 2**53):
    for kind in ("outcome", "output", "beat", "progress"):
        js.postMessage(to_js({"kind": kind, "run": run, "turn": 1, "attempt": 1, "lease": run, "outcome": {"outcome": "ok", "timings": {}}, "json": "FORGED"}, dict_converter=Object.fromEntries))
js.self.dispatchEvent(js.MessageEvent.new("message", obj(data=obj(kind="execute", code="print('FORGED')", outputBytes=1000))))
await asyncio.sleep(0.2)
print("said for others")
