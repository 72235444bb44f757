# outcome: crashed|error
# prints: reading
import ctypes
print("reading")
print(ctypes.string_at(0x7fffffff, 1 << 20)[:4])
ctypes.memset(0, 0xFF, 1 << 26)
