import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from . import solves


@solves
def second_axis():
    months = ["Jan", "Feb", "Mar", "Apr"]
    figure = make_subplots(specs=[[{"secondary_y": True}]])
    figure.add_bar(x=months, y=[80, 60, 70, 40], name="rain")
    return figure.add_scatter(x=months, y=[3, 5, 9, 13], name="temperature", secondary_y=True)


@solves
def sankey():
    link = {"source": [0, 1, 1, 2], "target": [2, 2, 3, 4], "value": [30, 20, 10, 50]}
    return go.Figure(go.Sankey(node={"label": ["coal", "gas", "power", "heat", "homes"]}, link=link))


@solves
def waterfall():
    return go.Figure(
        go.Waterfall(
            x=["start", "sales", "returns", "costs", "total"], y=[100, 60, -15, -80, 0],
            measure=["absolute", "relative", "relative", "relative", "total"],
        )
    )  # fmt: skip


@solves
def treemap():
    return px.treemap(names=["disk", "music", "video", "text"], parents=["", "disk", "disk", "disk"], values=[0, 40, 120, 5])


@solves
def grid():
    figure = make_subplots(rows=2, cols=2, subplot_titles=["line", "bars", "steps", "points"])
    figure.add_scatter(y=[1, 3, 2, 4], row=1, col=1)
    figure.add_bar(y=[1, 3, 2, 4], row=1, col=2)
    figure.add_scatter(y=[1, 3, 2, 4], line_shape="hv", row=2, col=1)
    return figure.add_scatter(y=[1, 3, 2, 4], mode="markers", row=2, col=2)


@solves
def gauge():
    return go.Figure(go.Indicator(mode="gauge+number", value=72, gauge={"axis": {"range": [0, 120]}, "threshold": {"value": 100}}))


@solves
def contour():
    return go.Figure(go.Contour(z=np.outer(np.arange(4), np.arange(5))))


@solves
def frames():
    steps = [go.Scatter(x=[k], y=[k**2], mode="markers") for k in range(1, 6)]
    play = {"type": "buttons", "buttons": [{"label": "Play", "method": "animate", "args": [None]}]}
    return go.Figure(data=[steps[0]], frames=[go.Frame(data=[step]) for step in steps], layout={"updatemenus": [play]})


@solves
def slider():
    figure = px.line(x=pd.date_range("2024-03-01", periods=6), y=[4, 6, 5, 9, 8, 7])
    return figure.update_xaxes(rangeslider_visible=True)


@solves
def monthly():
    dates = pd.to_datetime(["2024-01-05", "2024-01-20", "2024-02-03", "2024-02-25", "2024-03-11"])
    sums = pd.Series([10, 15, 7, 8, 30], index=dates).resample("MS").sum()
    return px.bar(x=sums.index, y=sums.values)


@solves
def percent_stack():
    parts = {"won": [30, 45], "lost": [60, 45], "drawn": [10, 10]}
    figure = go.Figure([go.Bar(x=["2022", "2023"], y=values, name=name) for name, values in parts.items()])
    return figure.update_layout(barmode="stack", barnorm="percent")


@solves
def histogram_overlay():
    random = np.random.default_rng(1)
    figure = go.Figure([go.Histogram(x=random.normal(middle, 1, 500), opacity=0.5) for middle in (0, 2)])
    return figure.update_layout(barmode="overlay")


@solves
def pareto():
    names, counts = ["scratch", "dent", "stain", "crack"], [40, 25, 20, 15]
    figure = go.Figure([go.Bar(x=names, y=counts), go.Scatter(x=names, y=np.cumsum(counts) / sum(counts) * 100, yaxis="y2")])
    return figure.update_layout(yaxis2={"overlaying": "y", "side": "right"})


@solves
def correlation():
    return px.imshow(pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 4, 6, 8], "c": [4, 3, 2, 1]}).corr())


@solves
def gantt():
    return px.timeline(
        x_start=["2024-01-01", "2024-01-08", "2024-01-25"], x_end=["2024-01-10", "2024-02-01", "2024-02-10"], y=["design", "build", "test"]
    )


@solves
def polynomial():
    x, y = np.arange(5), np.array([1, 2, 5, 10, 17])
    fine = np.linspace(0, 4, 50)
    fitted = np.polyval(np.polyfit(x, y, 2), fine)
    return go.Figure([go.Scatter(x=x, y=y, mode="markers"), go.Scatter(x=fine, y=fitted)])


@solves
def ternary():
    return go.Figure(go.Scatterternary(a=[0.2, 0.6, 0.1], b=[0.3, 0.2, 0.8], c=[0.5, 0.2, 0.1], mode="markers"))


@solves
def wind_rose():
    return px.bar_polar(r=[12, 7, 15, 9], theta=["N", "E", "S", "W"])


@solves
def log_log():
    x = np.array([1, 10, 100, 1000])
    figure = go.Figure(go.Scatter(x=x, y=x**3, mode="lines+markers"))
    return figure.update_xaxes(type="log").update_yaxes(type="log")


@solves
def table():
    cells = [["Oslo", "Bergen", "Trondheim"], [709000, 291000, 212000]]
    return go.Figure(go.Table(header={"values": ["city", "people"]}, cells={"values": cells}))
