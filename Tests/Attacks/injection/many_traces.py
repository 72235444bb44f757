# outcome: error
# error: traces
import plotly.graph_objects as go
fig = go.Figure([go.Scatter(y=[1]) for _ in range(1500)])
