# outcome: interrupted
# stop: 1
class Slow:
    def __lt__(self, other):
        return sum(range(10**7)) < 0
print("started")
sorted([Slow() for _ in range(10**4)])
