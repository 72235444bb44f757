# outcome: error
# error: No space left|OSError|MemoryError|OverflowError
with open("/tmp/sparse", "wb") as file:
    file.seek(1 << 34)
    file.write(b"x")
with open("/tmp/sparse", "r+b") as file:
    file.truncate(1 << 40)
