# outcome: ok
# figure: drawn
import plotly.graph_objects as go
bad = ["<a h" + "ref='java\tscript:window.escaped=1'>a</a>", "<a h" + "ref='&#106;avascript:window.escaped=1'>b</a>", "<a h" + "ref='data:text/html,x'>c</a>", "<span style='background:url(http://{listener}/leak)'>d</span>", "<sup style='position:fixed;inset:0;font-size:999px'>e</sup>"]
fig = go.Figure(go.Scatter(x=[1, 2, 3, 4, 5], y=[1, 2, 3, 4, 5], text=bad, mode="text+markers", hovertemplate=bad[0]))
fig.update_layout(title=bad[1], annotations=[dict(text=text, x=1, y=1, hovertext=text, captureevents=True) for text in bad])
