# outcome: ok
# with: door
# prints: held: caches
async def cache():
    found = getattr(js, "caches", None)
    if found is None:
        raise OSError("absent")
    return await found.open("planted")
await door("caches", cache)
# --- then ---
import js
from pyodide.ffi import JsException
try:
    found = await js.caches.has("planted")
except (AttributeError, JsException):
    # Absent, or refused to an opaque origin: in Firefox already when it is named.
    found = False
print("poisoned" if found else "clean")
