# outcome: ok|error|crashed
# prints: held
import js
from pyodide.ffi import JsException, to_js
from js import Object
# (module (func (export "trap") unreachable))
code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11]
try:
    js.WebAssembly.Instance.new(js.WebAssembly.Module.new(js.Uint8Array.new(to_js(code)))).exports.trap()
except JsException as error:
    print("held:", error)
