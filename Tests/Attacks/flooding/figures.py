# outcome: error|crashed
# error: outputs
# outputs: 65
import plotly.graph_objects as go
for number in range(100):
    go.Figure(go.Bar(y=[number])).show()
