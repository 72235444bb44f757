import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from . import solves


def bars(**pairs):
    return go.Figure(go.Bar(x=list(pairs), y=list(pairs.values())))


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
