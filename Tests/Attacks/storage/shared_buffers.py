# outcome: ok
# with: door
# prints: held: the memory is this worker's
# Shared memory is a channel between agents: the interrupt's word is the only one, and it is this worker's alone.
import pyodide_js
module = getattr(pyodide_js, "_module", None)
memory = module.HEAP8.buffer if module else None
kind = js.Object.prototype.toString.call(memory) if memory else "none"
print("held: the memory is this worker's" if "Shared" not in str(kind) else "ESCAPED: shared wasm memory", kind)
