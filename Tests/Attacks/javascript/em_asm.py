# outcome: ok|error|crashed
# with: door
# prints: held: addFunction
# Functions of the module's table, and code for EM_ASM.
import pyodide_js
module = pyodide_js._module
async def table():
    add = getattr(module, "addFunction", None)
    if add is None:
        raise OSError("absent")
    address = add("self.escaped = 1", "v")
    raise OSError(f"text is no function: {address}")
await door("addFunction", table)
async def wasm():
    "A module of one's own that imports whatever of JavaScript it is given: nothing that it does not have already."
    bytes_ = js.Uint8Array.new(to_js([0, 97, 115, 109, 1, 0, 0, 0]))
    compiled = js.WebAssembly.Module.new(bytes_)
    raise OSError(f"it compiles and reaches nothing: {compiled}")
await door("wasm", wasm)
