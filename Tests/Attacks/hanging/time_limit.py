# outcome: timeout
# error: TimeoutError: The code ran longer than the execution limit of 30000 ms
while True:
    pass
