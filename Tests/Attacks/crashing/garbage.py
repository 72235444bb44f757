# outcome: crashed|error
# prints: collecting
import ctypes, gc
print("collecting")
gc.set_threshold(1)
victim = object()
for _ in range(50):
    ctypes.pythonapi.Py_DecRef(ctypes.py_object(type))
    ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))
ctypes.c_void_p.from_address(id(victim) + ctypes.sizeof(ctypes.c_void_p)).value = 0x41414141
repr(victim)
