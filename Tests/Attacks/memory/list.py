# outcome: error
# error: MemoryError
kept = [0] * (1 << 20)
while True:
    kept += kept
