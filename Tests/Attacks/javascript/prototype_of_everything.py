# outcome: ok|error|crashed
# prints: planted
# never: stolen
# Setters on Object.prototype for every field of the messages between the worker and its supervisor.
import js
from js import Object
from pyodide.ffi import create_proxy, to_js
taken = []
for name in ("kind", "error", "serializeMs", "json", "name", "text", "run", "worker", "port", "reason", "outcome"):
    setter = create_proxy(lambda *value: taken.append(value) and print("stolen", value))
    Object.defineProperty(Object.prototype, name, to_js({"set": setter, "configurable": True}, dict_converter=Object.fromEntries))
print("planted")
