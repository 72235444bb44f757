# outcome: ok|error|crashed|timeout
# prints: forking
# A fork bomb of workers: they end with the one that made them. It may not come to its own end: two dozen of them take turns with it.
import js
from pyodide.ffi import JsException, to_js
from js import Object
url = js.URL.createObjectURL(js.Blob.new(to_js(["while(true){}"]), to_js({"type": "text/javascript"}, dict_converter=Object.fromEntries)))
made = []
print("forking")
try:
    for _ in range(24):
        made.append(js.Worker.new(url))
except JsException as error:
    print("held:", error)
print("forked", len(made))
