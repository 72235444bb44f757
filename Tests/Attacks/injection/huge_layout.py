# outcome: ok
# figure: settled
# Sizes that no screen has: the page's frame keeps its bounds.
import plotly.graph_objects as go
fig = go.Figure(go.Bar(x=["a"], y=[1]))
fig.update_layout(width=10**9, height=10**9, margin=dict(l=10**6, r=10**6))
