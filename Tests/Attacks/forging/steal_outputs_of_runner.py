# outcome: ok|crashed|error
# prints: emptied
# never: FORGED
# The runner's bounds are the run's to raise: the supervisor has its own.
from runner import bounds, displays
for name in bounds.limits:
    bounds.limits[name] = 10**15
displays._sent.update(outputs=-10**9, bytes=-10**15)
print("emptied")
for _ in range(70):
    display("x")
