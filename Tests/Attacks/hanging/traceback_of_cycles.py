# outcome: error
# error: RecursionError|ValueError
# Causes in a circle, and a chain of a thousand.
first = ValueError("first")
error = first
for number in range(1000):
    try:
        try:
            raise error
        except BaseException as caught:
            raise ValueError(f"{number}") from caught
    except BaseException as caught:
        error = caught
first.__cause__ = error
raise error
