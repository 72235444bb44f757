# outcome: ok
# prints: poisoned
import plotly.graph_objects as go
import plotly.io as pio
pio.templates["plotly"].layout.title = "planted"
pio.templates["planted"] = go.layout.Template(layout_title_text="planted")
pio.templates.default = "planted"
pio.renderers.default = "browser"
pio.show = go.Figure.show = go.Figure.to_json = lambda *_, **__: None
print("poisoned")
# --- then ---
import plotly.graph_objects as go
import plotly.io as pio
text = go.Figure(go.Bar(y=[1])).to_json()
print("clean" if pio.templates.default == "plotly" and "planted" not in text and "planted" not in pio.templates else "poisoned")
