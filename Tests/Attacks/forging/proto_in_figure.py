# outcome: ok
# figure: drawn
# `__proto__` and `constructor` as keys where plotly lets any key through.
import plotly.graph_objects as go
fig = go.Figure(go.Bar(x=["a"], y=[1], meta={"__proto__": {"escaped": 1}, "constructor": {"prototype": {"escaped": 1}}}, customdata=[{"__proto__": {"escaped": 1}}]))
fig.update_layout(meta={"__proto__": {"escaped": 1}}, template={"layout": {"meta": {"__proto__": {"escaped": 1}}}})
