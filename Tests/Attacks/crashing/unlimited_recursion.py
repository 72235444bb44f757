# outcome: crashed|error|timeout
# prints: deeper
import sys
sys.setrecursionlimit(10**9)
print("deeper")
def f(n):
    return f(n + 1)
f(0)
