# outcome: ok
# prints: printed text ends here
# outputs: 200
import sys
for _ in range(200000):
    sys.stderr.write("y" * 100 + "\n")
