# outcome: interrupted
# stop: 1
class Last:
    def __del__(self):
        print("started")
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
Last()
