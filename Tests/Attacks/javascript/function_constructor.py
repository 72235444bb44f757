# outcome: ok
# with: door
# prints: held: Function: JsException: EvalError
# prints: held: eval: JsException: EvalError
# prints: held: async: JsException: EvalError
# prints: held: generator: JsException: EvalError
# prints: held: async generator: JsException: EvalError
code = "self.escaped = 1"
await door("Function", lambda: js.Function.new(code)())
await door("eval", lambda: js.eval(code))
kinds = {"async": js.fetch.constructor}
proto = js.Object.getPrototypeOf
async_kind = None
import pyodide_js
for name, function in (("async", pyodide_js.runPythonAsync), ("generator", js.Array.prototype.values), ("async generator", js.ReadableStream.prototype.values)):
    constructor = getattr(function, "constructor", None) or js.Function
    await door(name, lambda: constructor.new(code)())
print("held all" if not hasattr(js, "escaped") else "ESCAPED: code ran")
