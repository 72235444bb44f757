# outcome: error|ok
# prints: made
import plotly.graph_objects as go
fig = go.Figure(go.Image(source="http://{listener}/leak.png"))
print("made")
