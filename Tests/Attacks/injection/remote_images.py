# outcome: ok
# figure: drawn
import plotly.graph_objects as go
fig = go.Figure(go.Bar(x=["a"], y=[1]))
for source in ("http://{listener}/leak.png", "https://example.org/leak.png", "//example.org/leak.png", "/api/sessions?leak", "http://{server}/favicon.svg?leak", " http://{listener}/leak", "HTTP://{listener}/leak", "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='http://{listener}/leak'/></svg>"):
    fig.add_layout_image(dict(source=source, x=0, y=1, sizex=1, sizey=1, xref="paper", yref="paper"))
