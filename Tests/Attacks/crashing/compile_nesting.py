# outcome: crashed|error
# prints: nested
import ast, sys
sys.setrecursionlimit(10**6)
print("nested")
compile("-" * 10**6 + "1", "x", "eval")
