# outcome: crashed|error
# prints: faulting
import faulthandler
print("faulting")
faulthandler._fatal_error_c_thread() if hasattr(faulthandler, "_fatal_error_c_thread") else None
faulthandler._fatal_error(b"bye") if hasattr(faulthandler, "_fatal_error") else None
faulthandler._stack_overflow()
