# outcome: crashed|error
# prints: nested
import sys
sys.setrecursionlimit(10**6)
print("nested")
nested = ()
for _ in range(10**5):
    nested = (nested,)
hash(nested) and repr(nested)
