# outcome: interrupted
# stop: 1
# The display at the end of a program calls what the program defined.
class Value:
    def __repr__(self):
        print("started")
        while True:
            pass
Value()
