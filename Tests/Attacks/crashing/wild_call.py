# outcome: crashed|error
# prints: calling
import ctypes
print("calling")
ctypes.CFUNCTYPE(ctypes.c_int)(123456)()
