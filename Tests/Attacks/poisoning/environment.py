# outcome: ok
# prints: poisoned
import os, sys, locale, signal, gc, warnings, decimal
os.environ["PLANTED"] = "1"
os.chdir("/tmp")
sys.path.insert(0, "/tmp/planted")
sys.argv = ["planted"]
sys.setrecursionlimit(50000)
sys.excepthook = sys.displayhook = None
gc.disable()
warnings.simplefilter("error")
decimal.getcontext().prec = 1
signal.signal(signal.SIGINT, signal.SIG_IGN)
print("poisoned")
# --- then ---
import decimal, gc, os, sys
print("clean" if "PLANTED" not in os.environ and os.getcwd() != "/tmp" and "/tmp/planted" not in sys.path and gc.isenabled() and decimal.getcontext().prec == 28 and sys.getrecursionlimit() < 50000 else "poisoned")
