# outcome: ok|error|interrupted
# prints: written
# The interrupt's word, written by the run itself before it ends: the next run has a word of its own.
import js, pyodide_js
module = pyodide_js._module
names = [name for name in dir(module) if "interrupt" in name.lower()]
api_names = [name for name in dir(pyodide_js._api) if "interrupt" in name.lower()]
print("written", names, api_names)
for name in names:
    try:
        getattr(module, name)[0] = 2
    except TypeError:
        pass
# --- then ---
total = 0
for number in range(300000):
    total += number
print("clean")
