# outcome: interrupted
# stop: 1
import itertools
print("started")
display(*itertools.chain(["one"], (number for number in iter(int, 1))))
