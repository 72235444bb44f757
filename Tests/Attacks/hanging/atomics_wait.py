# outcome: interrupted
# stop: 1
# The thread itself is put to sleep by JavaScript; without shared memory it spins.
import js
print("started")
shared = getattr(js, "SharedArrayBuffer", None)
if shared:
    js.Atomics.wait(js.Int32Array.new(shared.new(4)), 0, 0)
while True:
    pass
