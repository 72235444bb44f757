import sys
import types
import unittest

from support import recorded

from runner import displays, figures
from runner.program import Program


class BaseFigure:
    """As much of plotly's as the runner looks at."""

    def __init__(self, *kinds):
        self.data = [types.SimpleNamespace(type=kind) for kind in kinds]

    def to_json(self, **_):
        return '{"data":[]}'


class FigureTests(unittest.TestCase):
    """Which figures of a program are shown when it has ended."""

    def setUp(self):
        self.outputs = recorded()
        module = types.ModuleType("plotly.basedatatypes")
        module.BaseFigure = BaseFigure
        sys.modules[module.__name__] = module
        self.addCleanup(sys.modules.pop, module.__name__)
        figures._made.clear()

    def shown(self, code):
        program = Program(code)
        program.namespace["figure"] = self.figure
        displays.remaining(program.run(), program)
        return [output["data"]["text/plain"] for output in self.outputs]

    def figure(self, *kinds):
        made = BaseFigure(*kinds)
        figures._made[:] = [made]
        return made

    def test_fig_wins_over_others(self):
        self.assertEqual(self.shown("fig = figure('bar')\nother = figure('pie')"), ["Figure(bar)"])

    def test_without_fig_all_that_have_names_are_shown_in_their_order(self):
        self.assertEqual(self.shown("b = figure('bar')\na = figure('pie')\nagain = b"), ["Figure(bar)", "Figure(pie)"])

    def test_what_was_shown_is_not_shown_again(self):
        code = "fig = figure('bar')\nfig"
        self.assertEqual(self.shown(code), ["Figure(bar)"])

    def test_a_figure_that_has_no_name_any_more_is_found(self):
        code = "def draw():\n    figure('bar')\n    figure('scatter')\ndraw()\nprint('done')"
        self.assertEqual(self.shown(code), ["Figure(scatter)"])

    def test_but_not_an_empty_one_and_not_beside_something_else(self):
        self.assertEqual(self.shown("def draw():\n    figure()\ndraw()"), [])
        self.assertEqual(self.shown("def draw():\n    figure('bar')\ndraw()\n'the result'"), ["'the result'"])


if __name__ == "__main__":
    unittest.main()
