# outcome: ok|crashed
# prints: poisoned
import json, sys, types, collections, random
json.dumps = json.loads = lambda *_, **__: "planted"
collections.Counter = None
sys.modules["statistics"] = types.ModuleType("statistics")
sys.modules["planted"] = types.ModuleType("planted")
random.seed(1)
print("poisoned")
# --- then ---
import collections, json, statistics, sys
print("clean" if json.loads(json.dumps([1])) == [1] and collections.Counter and hasattr(statistics, "mean") and "planted" not in sys.modules else "poisoned")
