import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

from . import solves


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
