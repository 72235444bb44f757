# outcome: ok|error|crashed
# prints: held
import js
from pyodide.ffi import JsException
try:
    js.String.new("x").repeat(2**30)
    print("held: as far as a string goes")
except (JsException, MemoryError) as error:
    print("held:", error)
