# outcome: error
# error: No space left
# Files live outside the interpreter's memory and have a ceiling of their own.
number = 0
while True:
    with open(f"/tmp/{number}", "wb") as file:
        file.write(b"x" * (8 << 20))
    number += 1
