# outcome: ok
# prints: shown
# Markup and formulas in the cells, the names and the index of a table: they are text.
import pandas as pd
bad = "<img src='http://{listener}/leak' onerror='window.escaped=1'><a href='javascript:window.escaped=2'>x</a>"
frame = pd.DataFrame({bad: [bad, "=HYPERLINK(\"http://example.org\")", "+cmd|' /C calc'!A0"], "__proto__": [1, 2, 3], "constructor": [{"a": bad}, [bad], None]}, index=[bad, "__proto__", "toString"])
print("shown")
frame
