# outcome: ok
# prints: printed text ends here
# outputs: 200
for _ in range(200000):
    print("x" * 100)
