# outcome: ok|error|crashed
# prints: still here
# The ceiling is met again and again, and every time it is swallowed.
kept = []
for size in (1 << 26, 1 << 22, 1 << 16):
    for _ in range(60):
        try:
            kept.append(bytearray(size))
        except MemoryError:
            pass
del kept
print("still here")
