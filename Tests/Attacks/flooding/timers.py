# outcome: ok
# prints: armed
import js
from pyodide.ffi import create_proxy
tick = create_proxy(lambda *_: None)
for _ in range(20000):
    js.setInterval(tick, 0)
print("armed")
