"""What the runner makes of plotly's own errors, and of its traces. Here plotly is the real one."""

import json
import pathlib
import sys
import unittest

SANDBOX = pathlib.Path(__file__).resolve().parents[2] / "Public" / "sandbox"
sys.path.insert(0, str(SANDBOX / "python"))

import pandas  # noqa: E402
import plotly.express as px  # noqa: E402
import plotly.graph_objects as go  # noqa: E402
from runner import errors, figures  # noqa: E402
from runner.bounds import limits  # noqa: E402


def error_of(draw):
    try:
        draw()
    except Exception as error:
        return errors.describe(error, [])
    raise AssertionError("it did not fail")


class DrawingTests(unittest.TestCase):
    def setUp(self):
        limits.update(json.loads((SANDBOX / "bounds.json").read_text()))

    def test_a_name_that_belongs_elsewhere_is_led_there(self):
        for draw, place in (
            (lambda: go.Scatter(title="t"), "fig.update_layout(title=…) or plotly.express.scatter(title=…)"),
            (lambda: go.Bar(labels={}), "plotly.express.bar(labels=…)"),
            (lambda: go.Bar(x=[1], xaxis_title="t"), "fig.update_layout(xaxis_title=…)"),
            (lambda: go.Figure(title="t"), "fig.update_layout(title=…)"),
            (lambda: go.Bar(tickangle=3), "fig.update_xaxes(tickangle=…)"),
            (lambda: px.scatter(x=[1], y=[2], mode="lines"), "fig.update_traces(mode=…)"),
            (lambda: px.line(x=[1], y=[2], xaxis_title="t"), "fig.update_layout(xaxis_title=…)"),
            (lambda: px.bar(x=[1], y=[2], marker_color="red"), "fig.update_traces(marker_color=…)"),
            (lambda: px.DataFrame(), "pandas has it: pandas.DataFrame"),
        ):
            self.assertIn(place, error_of(draw)["evalue"])

    def test_a_name_that_is_nearly_right_is_put_right(self):
        for draw, meant in (
            (lambda: go.Pie(colors=["red"]), "marker_colors"),
            (lambda: go.Heatmap(textsize=3), "textfont_size"),
            (lambda: go.Layout(xaxis={"titlefont": {"size": 3}}), "title_font"),
            (lambda: go.Layout(tickangle=3), "xaxis_tickangle"),
            (lambda: go.Figure().update_layout(xlabel="t"), "xaxis_title"),
            (lambda: px.bar(x=[1], y=[2], yerr=[1]), "error_y"),
            (lambda: go.Bar(alpha=0.5), "opacity"),
            (lambda: go.Scatter(linewidth=2), "line_width"),
            (lambda: px.pie(labels_=["a"]), "labels"),
            (lambda: px.scatter3d(), "scatter_3d"),
            (lambda: go.Candlesticks(), "Candlestick"),
            (lambda: go.Figure().add_lines(), "add_vline"),
        ):
            self.assertRegex(error_of(draw)["evalue"], rf"Did you mean [^?]*\b{meant}\b")

    def test_a_table_that_is_none_is_told_what_one_is(self):
        for draw, meant in (
            (lambda: px.bar({"a": 1, "b": 2}), "Give it lists and no data frame, x=[…], y=[…]"),
            (lambda: px.bar({"a": [1]}, x="b"), "Give x one of those names, or a list of values."),
            (lambda: pandas.DataFrame({"a": 1}), "Each column needs a list of values"),
        ):
            self.assertIn(meant, error_of(draw)["evalue"])

    def test_what_is_said_of_a_further_axis_is_said_at_once(self):
        found = error_of(lambda: go.Figure().update_layout(yaxis2_title="t", yaxis2={"side": "right"}))
        self.assertIn("Give all that is said of it at once: yaxis2={…}", found["evalue"])

    def test_what_nothing_resembles_gets_the_names_that_there_are(self):
        for draw, named in (
            (lambda: go.Bar(qqq=1), "Bar has: alignmentgroup, base, "),
            (lambda: go.Scatter(marker={"qqq": 3}), "scatter.Marker has: angle, "),
            (lambda: go.Figure(qqq=1), "Figure takes: data, layout, frames"),
            (lambda: px.funnel(qqq=1), "funnel() takes: data_frame, x, y, "),
            (lambda: px.radar(), "plotly.express has: area, bar, bar_polar, "),
            (lambda: go.Qqq(), "plotly.graph_objects has: Bar, Barpolar, "),
        ):
            self.assertIn(named, error_of(draw)["evalue"])

    def test_the_documentation_of_all_properties_is_left_out(self):
        found = error_of(lambda: go.Scatter(title="t"))
        self.assertTrue(found["evalue"].startswith("Invalid property specified for object of type plotly.graph_objs.Scatter: 'title'\n"))
        self.assertLess(len("\n".join([found["evalue"], *found["traceback"]])), 2_000)

    def test_what_is_no_error_of_plotlys_stays_as_it_is(self):
        def other():
            raise ValueError("Invalid property of mine")

        self.assertEqual(error_of(other)["evalue"], "Invalid property of mine")

    def test_a_trace_by_the_name_of_fig_is_a_figure(self):
        figures._shown.clear()
        shown = figures.unshown({"fig": go.Bar(x=["a"], y=[1])})
        self.assertEqual([figure.to_dict()["data"][0]["type"] for figure in shown], ["bar"])
        self.assertEqual(figures.unshown({"other": go.Bar(x=["a"], y=[1])}), [])


if __name__ == "__main__":
    unittest.main()
