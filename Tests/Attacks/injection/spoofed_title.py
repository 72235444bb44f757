# outcome: ok
# figure: drawn
# A figure that poses as the page: its title, its name for assistive technology, its file's name.
import plotly.graph_objects as go
fig = go.Figure(go.Bar(x=["a"], y=[1]))
fig.update_layout(title="Sandglass: your session has expired, sign in at example.org\u202e" * 20, meta={"title": "x"}, paper_bgcolor="rgba(0,0,0,0)")
