# outcome: ok
# figure: drawn
# Buttons whose arguments bring in afterwards what a figure may not have.
import plotly.graph_objects as go
fig = go.Figure(go.Bar(x=["a"], y=[1]))
remote = {"source": "http://{listener}/leak", "x": 0, "y": 1, "sizex": 1, "sizey": 1}
buttons = [dict(label="a", method="relayout", args=[{"images": [remote]}]), dict(label="b", method="relayout", args=["map.style", "http://{listener}/leak"]),
           dict(label="c", method="relayout", args=[{"images[0].source": "http://{listener}/leak"}]), dict(label="<a h" + "ref='http://example.org'>d</a>", method="update", args=[{"text": "<a h" + "ref=x>"}, {"images": [remote]}]),
           dict(label="e", method="animate", args=[None, {"images": [remote]}]), dict(label="f", method="skip", execute=True, args=[1])]
fig.update_layout(updatemenus=[dict(buttons=buttons, active=0), dict(buttons=buttons, type="buttons", x=1)])
