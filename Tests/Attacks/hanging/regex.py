# outcome: interrupted
# stop: 1
import re
print("started")
re.match(r"(a+)+$", "a" * 60 + "b")
