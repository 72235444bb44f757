# outcome: ok
# prints: poisoned
import os, sys, glob
site = next(path for path in sys.path if path.endswith("site-packages"))
for path in ("/tmp/planted", os.path.expanduser("~/planted.py"), f"{site}/planted.py", f"{site}/sitecustomize.py", "/lib/sandbox/runner/planted.py", "/planted", "/lib/planted"):
    open(path, "w").write("print('planted')")
for path in glob.glob(f"{site}/plotly/*.py*") + glob.glob("/lib/sandbox/runner/*.py"):
    open(path, "w").write("raise SystemExit('planted')")
print("poisoned", os.path.exists("/tmp/planted"))
# --- then ---
import os, sys
import plotly.graph_objects, plotly.subplots
site = next(path for path in sys.path if path.endswith("site-packages"))
left = [path for path in ("/tmp/planted", os.path.expanduser("~/planted.py"), f"{site}/planted.py", f"{site}/sitecustomize.py", "/lib/sandbox/runner/planted.py", "/planted", "/lib/planted") if os.path.exists(path)]
print("clean" if not left else f"poisoned {left}")
