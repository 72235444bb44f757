# outcome: ok
# prints: poisoned
# What the worker calls to run the next program, replaced.
import js, pyodide_js
from pyodide.ffi import create_proxy
bad = create_proxy(lambda *_: print("planted"))
for name in ("runPython", "runPythonAsync", "pyimport", "setInterruptBuffer", "setStdout", "setStderr", "loadPackage"):
    setattr(pyodide_js, name, bad)
js.loadPyodide = js.fetch = js.importScripts = bad
import runner
runner.execute = runner.scan = runner.start = lambda *_: '{"error": null, "serializeMs": 0}'
print("poisoned")
# --- then ---
import pyodide.code, runner
print("clean" if "lambda" not in repr(runner.execute) else "poisoned")
