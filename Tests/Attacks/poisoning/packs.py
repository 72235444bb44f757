# outcome: ok
# prints: poisoned
# The mounted packs are handed to each worker as memory: writing over it must not reach the next worker's.
import pyodide_js, js
FS = pyodide_js.FS
site = "/lib/python3.12/site-packages/plotly"
count = 0
for name in list(FS.readdir(site)):
    path = f"{site}/{name}"
    if FS.isFile(FS.stat(path).mode):
        node = FS.lookupPath(path).node
        js.Uint8Array.new(node.contents.buffer).fill(0x20)
        count += 1
print("poisoned", count > 0)
# --- then ---
import plotly.graph_objects as go, plotly.subplots, plotly.io
print("clean" if go.Figure(go.Bar(y=[1])).data[0].y[0] == 1 else "poisoned")
