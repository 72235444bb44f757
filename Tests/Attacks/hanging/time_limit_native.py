# outcome: timeout
# error: execution limit
# Neither the interrupt nor anything of Python's is looked at.
import time, signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
time.sleep(10**6)
