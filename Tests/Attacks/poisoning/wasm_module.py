# outcome: ok
# prints: poisoned
# The compiled module is shared with the next worker: its memory, its table and its exports must not be.
import js, pyodide_js
module = pyodide_js._module
module.HEAPU8[1024] = 255
if hasattr(module, "wasmTable"):
    print("a table of", module.wasmTable.length)
module.planted = "planted"
print("poisoned", module.planted)
# --- then ---
import pyodide_js
print("clean" if not hasattr(pyodide_js._module, "planted") else "poisoned")
