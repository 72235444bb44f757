# outcome: interrupted
# stop: 1
# Describing the error calls what the program defined.
class Endless(Exception):
    def __str__(self):
        print("started")
        while True:
            pass
raise Endless()
