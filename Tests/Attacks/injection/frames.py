# outcome: ok
# figure: drawn
import plotly.graph_objects as go
bad = "<a h" + "ref='javascript:window.escaped=1'>x</a>"
frames = [go.Frame(name=f"{number}", data=[go.Bar(x=[bad], y=[1], text=bad)], layout=dict(title=bad, images=[dict(source="http://{listener}/leak")])) for number in range(5)]
fig = go.Figure(go.Bar(x=["a"], y=[1]), frames=frames)
fig.update_layout(sliders=[dict(steps=[dict(method="animate", args=[[f"{number}"]], label=bad) for number in range(5)])])
