# outcome: ok
# prints: poisoned
# Built-in types and small integers, changed through their memory.
import ctypes
number = 7
address = id(number)
size = ctypes.sizeof(ctypes.c_void_p) * 2
value = ctypes.c_uint32.from_address(address + size + 4)
value.value = value.value
ctypes.py_object.from_address(id(int.__dict__["real"]))
get_dict = ctypes.pythonapi._PyObject_GetDictPtr if hasattr(ctypes.pythonapi, "_PyObject_GetDictPtr") else None
import gc
inner = gc.get_referents(str.__dict__)[0]
inner["upper"] = lambda self: "planted"
ctypes.pythonapi.PyType_Modified(ctypes.py_object(str))
print("poisoned", "x".upper())
# --- then ---
print("clean" if "x".upper() == "X" else "poisoned")
