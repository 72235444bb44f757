# outcome: ok|interrupted|timeout
# stop: 1
# Messages on the worker's own channel to the frame, without end.
import js
from pyodide.ffi import to_js
print("started")
big = js.ArrayBuffer.new(1 << 20)
while True:
    for _ in range(100):
        js.postMessage(big)
