# outcome: ok
# figure: drawn
import plotly.graph_objects as go
bad = "<a h" + "ref='http://example.org'>x</a>"
template = dict(layout=dict(images=[dict(source="http://{listener}/leak", x=0, y=1, sizex=1, sizey=1)], title=bad, annotations=[dict(text=bad)]), data=dict(bar=[dict(text=bad, texttemplate=bad)]))
fig = go.Figure(go.Bar(x=["a"], y=[1]), layout=dict(template=template, annotationdefaults=dict(text=bad)) if False else dict(template=template))
fig.add_annotation(text="plain", x=0, y=1)
