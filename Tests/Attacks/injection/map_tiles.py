# outcome: error|ok
# prints: made
# never: sprite
import plotly.graph_objects as go
fig = go.Figure(go.Scattermap(lat=[1], lon=[1]))
style = {"version": 8, "spr" + "ite": "http://{listener}/leak", "sources": {"x": {"type": "raster", "tiles": ["http://{listener}/leak/{z}/{x}/{y}"]}}, "layers": [{"id": "x", "type": "raster", "source": "x"}]}
fig.update_layout(map=dict(style=style, layers=[dict(sourcetype="raster", source=["http://{listener}/leak/{z}"])]))
print("made")
