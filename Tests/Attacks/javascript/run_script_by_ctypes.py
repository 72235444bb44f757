# outcome: crashed|error
# prints: tried
# never: stolen
# The same from C: the refusal goes through the interpreter's own frames and ends it.
import ctypes, js
print("tried", ctypes.CDLL(None).emscripten_run_script)
ctypes.CDLL(None).emscripten_run_script(b"self.escaped = 1")
print("stolen" if hasattr(js, "escaped") else "it returned")
raise OSError("nothing ran")
