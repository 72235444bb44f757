# outcome: ok
# prints: poisoned
import builtins, math
original = builtins.sum
builtins.sum = lambda *_: 666
builtins.len = lambda *_: 666
math.pi = 3
original_print = print
builtins.print = lambda *_, **__: original_print("planted")
original_print("poisoned", sum([1]))
# --- then ---
import math
print("clean" if (sum([1, 2]), len([1]), math.pi > 3.1) == (3, 1, True) else "poisoned")
