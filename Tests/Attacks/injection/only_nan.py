# outcome: error
# error: EmptyFigure: .*trace 0 has no value
# prints: made
import plotly.graph_objects as go
fig = go.Figure(go.Scatter(x=[float("nan")] * 9, y=[float("inf")] * 9))
print("made")
