"""What the runner makes of plotly's own errors, and of its traces. Here plotly is the real one."""

import json
import pathlib
import sys
import unittest
import warnings

SANDBOX = pathlib.Path(__file__).resolve().parents[2] / "Public" / "sandbox"
sys.path.insert(0, str(SANDBOX / "python"))

import pandas  # noqa: E402
import plotly.basedatatypes as types  # noqa: E402
import plotly.express as px  # noqa: E402
import plotly.graph_objects as go  # noqa: E402
from _plotly_utils import basevalidators  # noqa: E402
from plotly.subplots import make_subplots  # noqa: E402
from runner import errors, express, figures, graphs  # noqa: E402
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


def drawn(draw):
    """The figure or a part of one, and what was said to the program that made it."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        figure = draw()
    return figure.to_plotly_json(), [str(one.message) for one in said if one.filename == __file__]


class RehearsalTests(unittest.TestCase):
    def test_what_an_idle_interpreter_draws_is_nobodys_last_figure(self):
        for owner, name in ((types.BaseFigure, "__init__"), (types.BaseFigure, "show")):
            self.addCleanup(setattr, owner, name, vars(owner)[name])
        figures.start()
        figures.rehearse()
        self.assertIsNone(figures.lost())
        px.bar(x=["a"], y=[1])
        self.assertIsNotNone(figures.lost())


class GraphTests(unittest.TestCase):
    """What graph objects do not take themselves."""

    def setUp(self):
        limits.update(json.loads((SANDBOX / "bounds.json").read_text()))
        for owner in (types.BasePlotlyType, types.BaseLayoutType, types.BaseFigure, basevalidators.BaseDataValidator):
            for name, value in list(vars(owner).items()):
                if callable(value) or isinstance(value, staticmethod):
                    self.addCleanup(setattr, owner, name, value)
        graphs.relax()
        # Twice is once.
        graphs.relax()

    def test_a_name_goes_to_the_one_that_was_meant(self):
        for draw, made, said in (
            (lambda: go.Bar(color="red"), {"marker": {"color": "red"}}, "Bar takes no color; it went to marker_color"),
            (lambda: go.Scatter(size=[3]), {"marker": {"size": [3]}}, "Scatter takes no size; it went to marker_size"),
            (lambda: go.Bar(marker={"colour": "red"}), {"marker": {"color": "red"}}, None),
            (lambda: go.Layout(grid={"cols": 2}), {"grid": {"columns": 2}}, None),
            (lambda: go.Layout(xaxis_titlefont={"size": 2}), {"xaxis": {"title": {"font": {"size": 2}}}}, "XAxis takes no titlefont; it went to title_font"),
            (lambda: go.Sankey(nodes={"label": ["a"]}), {"node": {"label": ["a"]}}, "Sankey takes no nodes; it went to node"),
        ):
            figure, found = drawn(draw)
            self.assertLessEqual(made.items(), figure.items())
            if said:
                self.assertEqual(found, [said])

    def test_a_name_that_means_nothing_is_left_out_unless_it_has_data(self):
        figure, said = drawn(lambda: go.Bar(x=[1], title="t"))
        self.assertEqual((figure, said), ({"type": "bar", "x": [1]}, ["Bar takes no title; it was left out"]))
        self.assertEqual(drawn(lambda: go.Layout(legend={"items": ["a"]}))[0], {})
        self.assertEqual(drawn(lambda: go.Figure(go.Bar(x=[1])).update_traces(mode="lines"))[1], ["Bar takes no mode; it was left out"])
        self.assertIn("Invalid property", error_of(lambda: go.Waterfall(heights=[1, 2]))["evalue"])

    def test_a_value_becomes_the_one_that_was_meant_or_is_left_out_unless_it_is_data(self):
        for draw, made in (
            (lambda: go.Scatter(mode="lines+fill"), {"type": "scatter", "mode": "lines"}),
            (lambda: go.Layout(barmode="grouped"), {"barmode": "group"}),
            (lambda: go.Layout(xaxis={"type": "logarithmic"}), {"xaxis": {"type": "log"}}),
            (lambda: go.Bar(textposition="qqq"), {"type": "bar"}),
            (lambda: go.Bar(marker="red"), {"type": "bar"}),
            (lambda: go.Scatter(line={"color": ["red", "blue"], "width": 3}), {"type": "scatter", "line": {"width": 3}}),
        ):
            self.assertEqual(drawn(draw)[0], made)
        self.assertIn("Invalid value", error_of(lambda: go.Bar(x=5))["evalue"])
        self.assertIn("Invalid value", error_of(lambda: go.Bar(alignmentgroup=pandas.DataFrame({"a": [1]})))["evalue"])

    def test_what_is_said_of_a_further_axis_comes_in_any_order(self):
        wanted = {"yaxis2": {"title": {"text": "t"}, "side": "right"}}
        said = {"yaxis2_title": "t", "yaxis2": {"side": "right"}}
        self.assertEqual(drawn(lambda: go.Layout(**said))[0], wanted)
        self.assertLessEqual(wanted.items(), drawn(lambda: go.Figure().update_layout(**said).layout)[0].items())

    def test_a_figure_takes_its_layouts_properties(self):
        figure, said = drawn(lambda: go.Figure(go.Bar(x=[1]), title="T"))
        self.assertEqual(figure["layout"]["title"], {"text": "T"})
        self.assertEqual(said, ["Figure takes no title; it went to fig.update_layout(title=…)"])
        self.assertEqual(go.Figure(layout_title="T").layout.title.text, "T")

    def test_a_figure_among_traces_stands_for_its_own(self):
        for draw in (
            lambda: go.Figure([px.line(x=[1, 2], y=[1, 2]), go.Bar(x=[1])]),
            lambda: go.Figure().add_trace(px.line(x=[1, 2], y=[1, 2])).add_trace(go.Bar(x=[1])),
        ):
            figure, said = drawn(draw)
            self.assertEqual([trace["type"] for trace in figure["data"]], ["scatter", "bar"])
            self.assertEqual(said, ["a figure is no trace; its traces were taken"])

    def test_what_plotly_sets_itself_fails_as_it_did(self):
        # plotly.express tries a property, and catches the error.
        figure, said = drawn(lambda: px.scatter_ternary(a=[1], b=[2], c=[3]))
        self.assertEqual((figure["data"][0]["subplot"], said), ("ternary", []))

    def test_a_right_program_draws_the_same(self):
        def draw():
            figure = make_subplots(rows=1, cols=2, specs=[[{"secondary_y": True}, {"type": "polar"}]], subplot_titles=["a", "b"])
            figure.add_trace(go.Bar(x=["a"], y=[1], marker_color="red", error_y={"array": [1]}), row=1, col=1, secondary_y=True)
            figure.add_trace(go.Barpolar(r=[1], theta=["N"]), row=1, col=2)
            figure.update_layout(title={"text": "T", "font_size": 3}, xaxis2={}, legend_orientation="h")
            return figure

        figure, said = drawn(draw)
        self.assertEqual(said, [])
        self.doCleanups()
        self.assertEqual(figure, drawn(draw)[0])


class ExpressTests(unittest.TestCase):
    """What plotly.express does not take itself."""

    def setUp(self):
        own = dict(vars(px))
        self.addCleanup(vars(px).update, own)
        express.relax()
        # Twice is once.
        express.relax()

    def test_a_property_of_traces_or_layout_goes_there(self):
        figure, said = drawn(lambda: px.scatter(x=[1], y=[2], mode="lines", marker_color="red", xaxis_title="t", title="T"))
        self.assertEqual((figure["data"][0]["mode"], figure["data"][0]["marker"]["color"]), ("lines", "red"))
        self.assertEqual((figure["layout"]["xaxis"]["title"]["text"], figure["layout"]["title"]["text"]), ("t", "T"))
        self.assertEqual(said[0], "scatter() takes no mode; it went to fig.update_traces(mode=…)")
        self.assertEqual(len(said), 3)

    def test_other_libraries_names_are_understood(self):
        figure, said = drawn(lambda: px.bar(x=["a"], y=[1], yerr=[0.5], ylabel="t", alpha=0.5))
        bar = figure["data"][0]
        self.assertEqual((bar["error_y"].keys(), bar["marker"]["opacity"]), ({"array"}, 0.5))
        self.assertEqual(figure["layout"]["yaxis"]["title"]["text"], "t")
        self.assertIn("bar() takes no yerr; it went to error_y", said)

    def test_values_and_names_go_where_the_function_has_them(self):
        for draw, made in (
            (lambda: px.funnel(names=["a"], values=[1]), {"x": [1], "y": ["a"]}),
            (lambda: px.bar(names=["a"], values=[1]), {"x": ["a"], "y": [1]}),
            (lambda: px.bar_polar(names=["N"], values=[1]), {"theta": ["N"], "r": [1]}),
            (lambda: px.scatter_ternary(x=[1], y=[2], z=[3]), {"a": [1], "b": [2], "c": [3]}),
        ):
            trace = drawn(lambda: draw().data[0])[0]
            self.assertEqual({name: list(trace[name]) for name in made}, made)

    def test_a_switch_that_nothing_takes_is_left_out(self):
        self.assertEqual(drawn(lambda: px.bar(x=["a"], y=[1], stacked=True))[1], ["bar() takes no stacked; it was left out"])

    def test_tables_come_from_pandas(self):
        self.assertIs(px.DataFrame, pandas.DataFrame)
        self.assertEqual(list(px.data.frame({"a": [1]}).a), [1])
        self.assertIn("module 'plotly.express' has no attribute 'radar'", error_of(lambda: px.radar())["evalue"])

    def test_what_is_no_table_is_left_out_beside_values(self):
        wins = {"reds": 4, "blues": 11}
        figure, said = drawn(lambda: px.bar(wins, x=wins.keys(), y=wins.values()))
        self.assertEqual(list(figure["data"][0]["x"]), ["reds", "blues"])
        self.assertEqual(said, ["bar() cannot make a table of what stands first; it drew the values alone"])
        self.assertIn("Give it lists and no data frame", error_of(lambda: px.bar(wins, x="name"))["evalue"])

    def test_what_is_taken_anyway_changes_nothing(self):
        _, said = drawn(lambda: px.bar({"a": ["x"], "b": [1]}, x="a", y="b", color="a", barmode="group"))
        self.assertEqual(said, [])

    def test_what_nobody_takes_is_plotlys_error(self):
        self.assertIn("unexpected keyword argument 'qqq'", error_of(lambda: px.bar(x=[1], y=[1], qqq="q"))["evalue"])
        self.assertIn("unexpected keyword argument 'yerr'", error_of(lambda: px.bar(x=[1], y=[1], yerr=[1], error_y=[1]))["evalue"])


if __name__ == "__main__":
    unittest.main()
