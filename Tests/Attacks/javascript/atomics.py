# outcome: ok|error|crashed|interrupted
# prints: patched
# The word that interrupts is read through Atomics and typed arrays.
import js
from pyodide.ffi import create_proxy
js.Atomics.load = create_proxy(lambda *_: 0)
js.Atomics.store = create_proxy(lambda *_: 0)
js.structuredClone = create_proxy(lambda *_: None)
js.Array.prototype.push = create_proxy(lambda *_: 0)
print("patched")
