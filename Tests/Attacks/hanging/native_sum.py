# outcome: interrupted
# stop: 1
print("started")
sum(range(10**12))
