# outcome: ok|crashed
# prints: throwing
import asyncio, js
from pyodide.ffi import create_proxy
print("throwing")
def bad(*_):
    raise RuntimeError("in a callback")
for _ in range(20):
    js.setTimeout(create_proxy(bad), 0)
    js.queueMicrotask(create_proxy(bad))
js.Promise.reject(js.Error.new("unhandled"))
await asyncio.sleep(0.2)
