# outcome: error
# error: RecursionError
def f():
    return f()
f()
