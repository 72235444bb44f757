"""A right figure for every task of Benchmarks/repair, by its id; written in various ways, as models do."""

import json

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from plotly.subplots import make_subplots

SOLUTIONS = {}


def solves(function):
    SOLUTIONS[function.__name__.replace("_", "-")] = function
    return function


def document(figure):
    """The figure as it comes out of the sandbox."""
    return json.loads(figure.to_json())


def bars(**pairs):
    return go.Figure(go.Bar(x=list(pairs), y=list(pairs.values())))


@solves
def fruit_bars():
    return px.bar(x=["apples", "pears", "plums"], y=[12, 7, 19])


@solves
def temperature_line():
    return px.line(y=[14, 15, 13, 18, 21, 19, 17])


@solves
def budget_pie():
    return px.pie(names=["rent", "food", "travel", "other"], values=[900, 400, 150, 250])


@solves
def points_scatter():
    return go.Figure(go.Scatter(x=[1, 2, 3, 4, 5], y=[2, 3, 5, 7, 11], mode="markers"))


@solves
def ages_histogram():
    return px.histogram(x=[21, 25, 25, 31, 34, 38, 41, 42, 47, 55, 58, 63])


@solves
def horizontal_bars():
    return px.bar(x=[6650, 6400, 6300], y=["Nile", "Amazon", "Yangtze"], orientation="h")


@solves
def titled_line():
    return px.line(x=[1, 2, 3, 4, 5], y=[1, 4, 9, 16, 25], title="Squares")


@solves
def box():
    return go.Figure(go.Box(y=[7, 8, 8, 9, 10, 12, 13, 21]))


@solves
def heatmap():
    return px.imshow([[1, 2, 3], [4, 5, 6], [7, 8, 9]])


@solves
def axis_titles():
    figure = go.Figure(go.Scatter(x=[0, 1, 2, 3], y=[0, 10, 40, 90]))
    return figure.update_layout(xaxis_title="seconds", yaxis_title="metres")


@solves
def donut():
    return go.Figure(go.Pie(labels=["Yes", "No", "Abstained"], values=[61, 27, 12], hole=0.4))


@solves
def two_lines():
    return px.line(pd.DataFrame({"north": [1, 3, 2, 5], "south": [2, 2, 4, 3]}))


@solves
def area():
    return px.area(y=[3, 5, 4, 8, 6])


@solves
def weekday_bars():
    return bars(Mon=120, Tue=98, Wed=143, Thu=110, Fri=187, Sat=240, Sun=205)


@solves
def violin():
    return px.violin(y=[2.1, 2.4, 2.2, 3.0, 2.8, 2.6, 3.3, 2.5])


@solves
def three_d_points():
    return px.scatter_3d(x=[1, 2, 3], y=[1, 4, 9], z=[1, 8, 27])


@solves
def log_axis():
    return px.line(y=[1, 10, 100, 1000, 10000], log_y=True)


@solves
def funnel():
    return go.Figure(go.Funnel(y=["visits", "sign-ups", "trials", "sales"], x=[1000, 300, 120, 45]))


@solves
def radar():
    return px.line_polar(r=[7, 5, 8, 3, 6], theta=["speed", "power", "range", "price", "comfort"], line_close=False)


@solves
def bubble():
    return px.scatter(x=[1, 2, 3], y=[1, 3, 2], size=[10, 30, 20])


@solves
def sine():
    x = np.linspace(0, 2 * np.pi, 200)
    return go.Figure([go.Scatter(x=x, y=np.sin(x)), go.Scattergl(x=x, y=np.cos(x))])


@solves
def cumulative():
    return px.line(y=np.cumsum([3, 1, 4, 1, 5, 9, 2, 6]))


@solves
def sorted_bars():
    return bars(Blues=11, Golds=9, Greens=7, Reds=4)


@solves
def grouped_bars():
    quarters = ["Q1", "Q2", "Q3", "Q4"]
    figure = go.Figure([go.Bar(name="2023", x=quarters, y=[5, 7, 6, 9]), go.Bar(name="2024", x=quarters, y=[6, 8, 9, 12])])
    return figure.update_layout(barmode="group")


@solves
def stacked_bars():
    return px.bar(pd.DataFrame({"tea": [3, 4, 2], "coffee": [6, 5, 7]}, index=["Mon", "Tue", "Wed"]))


@solves
def mean_by_group():
    frame = pd.DataFrame({"class": list("ABACBCA"), "score": [70, 82, 90, 65, 78, 75, 80]})
    return px.bar(frame.groupby("class", as_index=False).mean(), x="class", y="score")


@solves
def moving_average():
    values = [2, 4, 6, 8, 10, 12]
    return go.Figure([go.Scatter(y=values), go.Scatter(y=pd.Series(values).rolling(3).mean().tolist())])


@solves
def regression():
    x, y = np.array([1, 2, 3, 4, 5]), np.array([2.1, 3.9, 6.2, 7.8, 10.1])
    slope, offset = np.polyfit(x, y, 1)
    return go.Figure([go.Scatter(x=x, y=y, mode="markers"), go.Scatter(x=x, y=slope * x + offset, mode="lines")])


@solves
def dates():
    return px.line(x=pd.date_range("2024-01-01", periods=4, freq="MS"), y=[5, 8, 6, 9])


@solves
def error_bars():
    return go.Figure(go.Bar(x=["A", "B", "C"], y=[4.2, 5.1, 3.8], error_y={"type": "data", "array": [0.3, 0.4, 0.2]}))


@solves
def two_boxes():
    return go.Figure([go.Box(y=[5, 6, 7, 6, 5, 8], name="control"), go.Box(y=[8, 9, 7, 10, 9, 11], name="treated")])


@solves
def percent_pie():
    return px.pie(values=[60, 90, 240 - 60 - 90], names=["walk", "drive", "cycle"])


@solves
def side_by_side():
    figure = make_subplots(rows=1, cols=2)
    figure.add_scatter(y=[1, 2, 4], row=1, col=1)
    return figure.add_bar(y=[3, 1, 2], row=1, col=2)


@solves
def annotated():
    return px.line(y=[2, 7, 4, 9, 3]).add_annotation(x=3, y=9, text="peak")


@solves
def sunburst():
    return go.Figure(
        go.Sunburst(
            labels=["all", "land", "water", "forest", "field", "lake"], parents=["", "all", "all", "land", "land", "water"],
            values=[80, 65, 15, 40, 25, 15], branchvalues="total",
        )
    )  # fmt: skip


@solves
def candles():
    days = ["2024-05-06", "2024-05-07", "2024-05-08"]
    return go.Figure(go.Candlestick(x=days, open=[10, 11, 10], high=[12, 13, 11], low=[9, 10, 8], close=[11, 10, 9]))


@solves
def threshold():
    return bars(a=4, b=9, c=6, d=12).add_scatter(x=["a", "d"], y=[8, 8], mode="lines")


@solves
def area_stack():
    years = [2020, 2021, 2022, 2023]
    parts = {"solar": [1, 2, 3, 4], "wind": [2, 2, 3, 5]}
    return go.Figure([go.Scatter(x=years, y=values, name=name, stackgroup="one") for name, values in parts.items()])


@solves
def surface():
    x, y = np.meshgrid(np.linspace(-2, 2, 21), np.linspace(-2, 2, 21))
    return go.Figure(go.Surface(x=x, y=y, z=x**2 + y**2))


@solves
def color_by_group():
    return px.scatter(x=[1, 2, 3, 4, 5, 6], y=[1, 2, 1, 5, 4, 6], color=["red"] * 3 + ["blue"] * 3)


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
