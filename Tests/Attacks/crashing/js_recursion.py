# outcome: crashed|error
# prints: deeper
from pyodide.ffi import create_proxy
import js
print("deeper")
def again(*_):
    return js.Reflect.apply(proxy, None, js.Array.new())
proxy = create_proxy(again)
again()
