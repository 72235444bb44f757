# outcome: ok|error|crashed|timeout
# never: FORGED
# prints: replaced
# The runner's functions replaced while they are under way: the result of this run is this run's, in the right shape or a crash.
import json, runner
from runner import errors
real = json.dumps
json.dumps = lambda value, *rest, **more: real({"error": {"ename": "FOR" + "GED", "evalue": "x", "traceback": "not a list", "line": -1}, "serializeMs": 1e308, "extra": 1}) if isinstance(value, dict) and "serializeMs" in value else real(value, *rest, **more)
print("replaced")
