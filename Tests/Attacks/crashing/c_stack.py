# outcome: crashed|error
# prints: nested
import copy, json, pickle, sys
sys.setrecursionlimit(10**6)
print("nested")
nested = []
for _ in range(10**5):
    nested = [nested]
pickle.dumps(nested)
