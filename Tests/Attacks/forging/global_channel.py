# outcome: ok
# with: door
# prints: the truth
# never: FORGED
# The supervisor's language on the channel that every worker has: nobody listens.
for message in ({"kind": "ended", "error": None, "serializeMs": 0}, {"kind": "text", "name": "stdout", "text": "FORGED"},
                {"kind": "display", "json": '{"output_type":"display_data","data":{"text/plain":"FORGED"},"metadata":{}}'},
                {"kind": "crashed", "reason": "FORGED"}, {"kind": "outcome", "run": 1, "outcome": {"outcome": "ok"}},
                {"kind": "output", "run": 1, "json": "FORGED"}, {"kind": "state", "state": {"state": "broken", "reason": "FORGED"}}):
    js.postMessage(to_js(message, dict_converter=Object.fromEntries))
await asyncio.sleep(0.2)
print("the truth")
