# outcome: ok
# figure: drawn
# A script, a handler and a frame in the texts of a figure.
import plotly.graph_objects as go
bad = "<script>window.escaped=1</script><img src=x onerror='window.escaped=2'><iframe srcdoc='<script>parent.escaped=3</script>'></iframe><b onclick='window.escaped=4'>b</b>"
fig = go.Figure(go.Bar(x=["a" + bad, "b"], y=[1, 2], text=[bad, bad], name=bad, hovertext=bad))
fig.update_layout(title=bad, xaxis_title=bad, annotations=[dict(text=bad, x=0, y=1)])
