# outcome: error|ok
# prints: made
import plotly.graph_objects as go
fig = go.Figure(go.Choropleth(locations=["a"], z=[1], geojson="http://{listener}/leak.json", featureidkey="id"))
fig.update_layout(geo=dict(scope="world", resolution=50))
print("made")
