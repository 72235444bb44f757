# outcome: error|crashed|timeout
# error: MB|bytes|execution limit
# outputs: 10
import plotly.graph_objects as go
big = go.Figure(go.Scatter(y=[1], customdata=["x" * 6_000_000]))
for _ in range(10):
    big.show()
