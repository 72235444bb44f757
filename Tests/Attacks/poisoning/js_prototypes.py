# outcome: ok|error|crashed|timeout
# prints: poisoned
import js
from js import Object
from pyodide.ffi import create_proxy
print("poisoned")
bad = create_proxy(lambda *_: None)
Object.prototype.planted = "planted"
js.Uint8Array.prototype.fill = bad
js.MessagePort.prototype.postMessage = bad
js.WebAssembly.instantiate = js.WebAssembly.compile = bad
js.Promise.prototype.finally_ = bad
js.Array.prototype.map = js.Array.prototype.forEach = bad
js.TextDecoder.prototype.decode = bad
# --- then ---
import js
print("clean" if getattr(js.Object.new(), "planted", None) is None and len(js.Array.of(1, 2).map(lambda value, *_: value)) == 2 else "poisoned")
