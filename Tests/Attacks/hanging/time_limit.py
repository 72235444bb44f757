# outcome: timeout
# error: TimeoutError: The code ran longer than the execution limit of 20000 ms
while True:
    pass
