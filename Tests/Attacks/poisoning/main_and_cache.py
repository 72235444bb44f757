# outcome: ok
# prints: poisoned
import __main__, linecache, sys, threading
__main__.planted = 1
linecache.cache["main.py"] = (7, None, ["planted\n"] * 100, "main.py")
sys.settrace(lambda *_: None)
threading.settrace(lambda *_: None)
sys.setprofile(lambda *_: None)
print("poisoned")
# --- then ---
import __main__, sys, traceback
try:
    1 / 0
except ZeroDivisionError:
    text = traceback.format_exc()
print("clean" if not hasattr(__main__, "planted") and sys.gettrace() is None and sys.getprofile() is None and "planted" not in text.replace('"planted"', "") else "poisoned")
