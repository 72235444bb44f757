# outcome: ok|timeout|interrupted|crashed
# prints: tried
import asyncio, js
from pyodide.ffi import JsException
print("tried")
for number in range(2000):
    promise = js.fetch(f"http://leak{number}.example.org/")
    promise.catch(lambda *_: None) if hasattr(promise, "catch") else None
