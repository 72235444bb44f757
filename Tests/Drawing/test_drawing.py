"""What the runner makes of plotly's own errors, and of its traces. Here plotly is the real one."""

import json
import pathlib
import sys
import unittest
import warnings

SANDBOX = pathlib.Path(__file__).resolve().parents[2] / "Public" / "sandbox"
sys.path.insert(0, str(SANDBOX / "python"))

import pandas  # noqa: E402
import plotly.express as px  # noqa: E402
import plotly.graph_objects as go  # noqa: E402
from runner import errors, express, figures  # noqa: E402
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

    def test_a_value_that_is_nearly_right_is_put_right(self):
        for draw, meant in (
            (lambda: go.Scatter(fill="tozero"), "Did you mean 'tozeroy' or 'tozerox'?"),
            (lambda: go.Scatter(mode="lines+fill"), "Did you mean 'lines'?"),
            (lambda: go.Layout(xaxis={"type": "logarithmic"}), "Did you mean 'log'?"),
            (lambda: go.Layout(barmode="stacked"), "Did you mean 'stack'?"),
            (lambda: go.Box(boxpoints="qqq"), "['all', 'outliers', 'suspectedoutliers', False]"),
        ):
            self.assertIn(meant, error_of(draw)["evalue"])
        self.assertNotIn("Did you mean", error_of(lambda: go.Box(boxpoints="qqq"))["evalue"])

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


class ExpressTests(unittest.TestCase):
    """What plotly.express does not take itself."""

    def setUp(self):
        own = dict(vars(px))
        self.addCleanup(vars(px).update, own)
        express.relax()
        # Twice is once.
        express.relax()

    def drawn(self, draw):
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            figure = draw()
        return figure.to_dict(), [str(one.message) for one in said if one.filename == __file__]

    def test_a_property_of_traces_or_layout_goes_there(self):
        figure, said = self.drawn(lambda: px.scatter(x=[1], y=[2], mode="lines", marker_color="red", xaxis_title="t", title="T"))
        self.assertEqual((figure["data"][0]["mode"], figure["data"][0]["marker"]["color"]), ("lines", "red"))
        self.assertEqual((figure["layout"]["xaxis"]["title"]["text"], figure["layout"]["title"]["text"]), ("t", "T"))
        self.assertEqual(said[0], "scatter() takes no mode; it went to fig.update_traces(mode=…)")
        self.assertEqual(len(said), 3)

    def test_other_libraries_names_are_understood(self):
        figure, said = self.drawn(lambda: px.bar(x=["a"], y=[1], yerr=[0.5], ylabel="t", alpha=0.5))
        bar = figure["data"][0]
        self.assertEqual((bar["error_y"].keys(), bar["marker"]["opacity"]), ({"array"}, 0.5))
        self.assertEqual(figure["layout"]["yaxis"]["title"]["text"], "t")
        self.assertIn("bar() takes no yerr; it went to error_y", said)

    def test_what_is_no_table_is_left_out_beside_values(self):
        wins = {"reds": 4, "blues": 11}
        figure, said = self.drawn(lambda: px.bar(wins, x=wins.keys(), y=wins.values()))
        self.assertEqual(list(figure["data"][0]["x"]), ["reds", "blues"])
        self.assertEqual(said, ["bar() cannot make a table of what stands first; it drew the values alone"])
        self.assertIn("Give it lists and no data frame", error_of(lambda: px.bar(wins, x="name"))["evalue"])

    def test_what_is_taken_anyway_changes_nothing(self):
        _, said = self.drawn(lambda: px.bar({"a": ["x"], "b": [1]}, x="a", y="b", color="a", barmode="group"))
        self.assertEqual(said, [])

    def test_what_nobody_takes_is_plotlys_error(self):
        self.assertIn("unexpected keyword argument 'qqq'", error_of(lambda: px.bar(x=[1], y=[1], qqq=1))["evalue"])
        self.assertIn("unexpected keyword argument 'yerr'", error_of(lambda: px.bar(x=[1], y=[1], yerr=[1], error_y=[1]))["evalue"])


if __name__ == "__main__":
    unittest.main()
