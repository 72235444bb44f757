# outcome: ok
# prints: xyxy
# outputs: 250
import sys
for _ in range(20000):
    sys.stdout.write("x")
    sys.stderr.write("y")
