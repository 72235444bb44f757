# outcome: error
# error: RecursionError
def grow(data):
    return grow([data, bytearray(1 << 10)])
grow([])
