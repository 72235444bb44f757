# outcome: interrupted
# stop: 1
import numpy as np
print("started")
a = np.random.random((1200, 1200))
while True:
    a = a @ a
    a /= a.max()
