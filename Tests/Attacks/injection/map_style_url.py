# outcome: error|ok
# prints: made
import plotly.graph_objects as go
fig = go.Figure(go.Densitymap(lat=[1], lon=[1], z=[1]))
fig.update_layout(map_style="http://{listener}/leak/style.json")
print("made")
