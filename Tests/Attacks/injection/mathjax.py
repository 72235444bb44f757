# outcome: ok
# figure: drawn
import plotly.graph_objects as go
bad = r"$\href{javascript:window.escaped=1}{x} \unicode{x41} \require{action} \def\x{\x\x}\x$"
fig = go.Figure(go.Scatter(x=[1], y=[1], name=bad, text=[bad], mode="text+markers"))
fig.update_layout(title=bad, xaxis_title=bad)
