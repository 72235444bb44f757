# outcome: ok
# with: door
# prints: held: run_script
# prints: held: run_js
# prints: held all
# The interpreter's own bridge from C to JavaScript.
import pyodide.code, pyodide_js
module = pyodide_js._module
async def run_script():
    run = getattr(module, "_emscripten_run_script", None)
    if run is None:
        raise OSError("not exported")
    return run(module.stringToNewUTF8("self.escaped = 1"))
await door("run_script", run_script)
await door("run_js", lambda: pyodide.code.run_js("self.escaped = 1"))
print("held all" if not hasattr(js, "escaped") else "ESCAPED: code ran")
