import ast
import unittest

from support import recorded

from runner.names import forgotten
from runner.program import Program


def names(code):
    return set(forgotten(ast.parse(code)))


class NameTests(unittest.TestCase):
    def test_a_name_that_nothing_binds_was_forgotten(self):
        self.assertEqual(names("x = np.arange(3)\npd.DataFrame(x)"), {"np", "pd"})
        self.assertEqual(forgotten(ast.parse("make_subplots(2)")), {"make_subplots": ("plotly.subplots", "make_subplots")})

    def test_a_name_that_anything_binds_is_the_programs(self):
        for code in (
            "import numpy as np\nnp.pi",
            "from a import np\nnp.pi",
            "np = 1\nnp.pi",
            "def np(): pass\nnp()",
            "class np: pass\nnp()",
            "def f(np): return np",
            "lambda np: np",
            "for np in x: np",
            "[np for np in x]",
            "with x as np: np",
            "try: x\nexcept E as np: np",
            "match x:\n    case np: np",
            "match x:\n    case [*np]: np",
            "(np := 1) + np",
            "import re.match\nre.match",
        ):
            self.assertEqual(names(code), set(), code)

    def test_a_name_that_means_nothing_to_everybody_stays_unknown(self):
        self.assertEqual(names("df.head()\nsns.lineplot()"), set())

    def test_what_was_forgotten_is_there(self):
        recorded()
        self.assertEqual(Program("math.floor(2.5) + len(re.findall('a', 'aba'))").run(), 4)

    def test_what_cannot_be_imported_is_an_error_as_ever(self):
        recorded()
        with self.assertRaises(NameError):
            Program("plt.plot([1])").run()

    def test_RUN11_a_plain_program_gets_nothing_that_it_forgot(self):
        recorded()
        with self.assertRaises(NameError):
            Program("math.floor(2.5)", plain=True).run()


if __name__ == "__main__":
    unittest.main()
