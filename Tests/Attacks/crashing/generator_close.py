# outcome: ok|error|crashed
# prints: closing
print("closing")
def endless():
    while True:
        try:
            yield
        except GeneratorExit:
            yield
generators = [endless() for _ in range(1000)]
for one in generators:
    next(one)
del generators, one
