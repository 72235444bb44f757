# outcome: ok|error|crashed|timeout
# never: stolen
# prints: patched
# MessageEvent's own getters: the orders to this worker come through them.
import js
from pyodide.ffi import create_proxy, to_js
from js import Object
getter = create_proxy(lambda *_: print("stolen"))
Object.defineProperty(js.MessageEvent.prototype, "data", to_js({"get": getter, "configurable": True}, dict_converter=Object.fromEntries))
Object.defineProperty(js.MessageEvent.prototype, "ports", to_js({"get": getter, "configurable": True}, dict_converter=Object.fromEntries))
print("patched")
