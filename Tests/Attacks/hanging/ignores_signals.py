# outcome: interrupted
# stop: 1
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGINT, lambda *_: print("no"))
print("started")
while True:
    pass
