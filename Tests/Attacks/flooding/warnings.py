# outcome: ok
# prints: Warning
# outputs: 200
import warnings
warnings.simplefilter("always")
for number in range(5000):
    warnings.warn(f"number {number} " + "x" * 300)
