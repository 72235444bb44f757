# outcome: error
# error: MemoryError
kept = []
while True:
    kept.append(bytearray(32 << 20))
