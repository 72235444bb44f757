# outcome: error
# error: SyntaxError|MemoryError|RecursionError
print("x"
((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
