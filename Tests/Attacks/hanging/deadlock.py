# outcome: interrupted|error
# stop: 1
import threading
lock = threading.Lock()
lock.acquire()
print("started")
while not lock.acquire(timeout=0.01):
    pass
