# outcome: interrupted
# stop: 1
# A loop in JavaScript without any code of one's own: an iterator that never ends.
import js
from pyodide.ffi import create_proxy
print("started")
endless = js.Array.new(1)
js.Object.defineProperty(endless, "length", js.JSON.parse('{"value": 4294967295}'))
while True:
    js.Array.prototype.lastIndexOf.call(endless, "x")
