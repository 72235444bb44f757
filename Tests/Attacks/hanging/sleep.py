# outcome: interrupted
# stop: 1
import time
print("started")
time.sleep(100000)
