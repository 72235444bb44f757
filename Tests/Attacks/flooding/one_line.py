# outcome: ok
# prints: printed text ends here
# outputs: 100
print("z" * (64 << 20))
