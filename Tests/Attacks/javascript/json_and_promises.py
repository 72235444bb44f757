# outcome: ok|error|timeout|crashed
# prints: patched
# never: FORGED
# The runner's result passes JSON.parse and a promise on its way out; both are the run's to patch, for itself only.
import js
from pyodide.ffi import create_proxy, to_js
from js import Object
fake = to_js({"error": None, "serializeMs": 0, "extra": "FORGED"}, dict_converter=Object.fromEntries)
print("patched")
js.JSON.parse = create_proxy(lambda *_: fake)
js.JSON.stringify = create_proxy(lambda *_: '"FORGED"')
