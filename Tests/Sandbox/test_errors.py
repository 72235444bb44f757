import sys
import types
import unittest

from support import recorded

from runner import errors
from runner.program import Program


def error_of(code):
    try:
        Program(code).run()
    except BaseException as error:
        return errors.describe(error, ["numpy", "pandas"])
    raise AssertionError("the code did not fail")


class ErrorTests(unittest.TestCase):
    def setUp(self):
        recorded()

    def test_names_the_innermost_line_of_the_program(self):
        found = error_of("def divide(x):\n    return 1 / x\n\ndivide(0)\n")
        self.assertEqual((found["ename"], found["evalue"], found["line"]), ("ZeroDivisionError", "division by zero", 2))

    def test_line_is_the_programs_when_a_library_raises(self):
        found = error_of('import json\n\njson.loads("{")\n')
        self.assertEqual(found["line"], 3)
        self.assertTrue(any("json" in line and "decoder" in line for line in found["traceback"]))

    def test_what_cannot_be_described_is_an_error_all_the_same(self):
        found = error_of("class Odd(Exception):\n    def add_note(self, note):\n        raise RuntimeError\n    def __str__(self):\n        return 7\nOdd.__notes__ = property(lambda self: 1 / 0)\nraise Odd()")
        self.assertEqual(found["ename"], "Odd")
        chain = "error = ValueError()\nfor number in range(5000):\n    try:\n        raise ValueError() from error\n    except ValueError as caught:\n        error = caught\nraise error"
        self.assertEqual(error_of(chain)["ename"], "ValueError")

    def test_traceback_quotes_the_program_and_leaves_out_the_runner(self):
        found = error_of("value = 1\nvalue.nothing")
        text = "\n".join(found["traceback"])
        self.assertIn('File "main.py", line 2, in <module>', text)
        self.assertIn("    value.nothing", text)
        self.assertNotIn("runner", text)
        self.assertNotIn("program.py", text)

    def test_syntax_errors_are_errors_with_a_line(self):
        for code, line in (("x = 1\ny = = 2", 2), ("def f():\nreturn 1", 2), ("print('a", 1), ("if True:\n\tx\n        y", 3)):
            found = error_of(code)
            self.assertIn(found["ename"], ("SyntaxError", "IndentationError", "TabError"))
            self.assertEqual(found["line"], line, code)

    def test_syntax_error_of_other_code_has_the_line_that_compiled_it(self):
        self.assertEqual(error_of("x = 1\n\neval('1 +')")["line"], 3)

    def test_both_sides_of_a_chain_are_trimmed(self):
        found = error_of("try:\n    {}['a']\nexcept KeyError as error:\n    raise ValueError('bad') from error")
        text = "\n".join(found["traceback"])
        self.assertIn("The above exception was the direct cause", text)
        self.assertNotIn("program.py", text)
        self.assertEqual(found["line"], 4)

    def test_endless_recursion_is_short(self):
        found = error_of("def f():\n    return f()\nf()")
        self.assertEqual(found["ename"], "RecursionError")
        self.assertLess(len(found["traceback"]), 40)

    def test_missing_modules_say_what_there_is(self):
        evalue = error_of("import nowhere_to_be_found")["evalue"]
        self.assertTrue(evalue.startswith("No module named 'nowhere_to_be_found'\n"))
        self.assertIn("not available in this sandbox", evalue)
        self.assertIn("numpy, pandas", evalue)

    def test_a_module_that_was_not_named_asks_to_be(self):
        found = errors.describe(ModuleNotFoundError("No module named 'numpy'", name="numpy"), ["numpy"])
        self.assertIn("add `import numpy`", found["evalue"])
        self.assertIn("add `import numpy`", found["traceback"][-1])

    def test_what_the_sandbox_does_not_have_is_said(self):
        self.assertIn("no network", error_of("import urllib.error\nraise urllib.error.URLError('x')")["evalue"])
        self.assertIn("file system", error_of("open('sales.csv')")["evalue"])
        self.assertEqual(error_of("raise ValueError('x')")["evalue"], "x")

    def test_a_missing_column_says_which_there_are(self):
        found = error_of("import pandas as pd\ndf = pd.DataFrame({'day': [1], 'sales': [2]})\ndf['Sales']")
        self.assertEqual(found["evalue"], "'Sales'\nThe data frame's columns are: 'day', 'sales'")
        self.assertEqual(error_of("{}['x']")["evalue"], "'x'")

    def test_an_unknown_keyword_says_which_there_are(self):
        express = types.ModuleType("plotly.express")
        exec("def bar(data_frame=None, x=None, color=None, **kwargs): pass", express.__dict__)
        sys.modules[express.__name__] = express
        self.addCleanup(sys.modules.pop, express.__name__)
        found = errors.describe(TypeError("bar() got an unexpected keyword argument 'colour'"), [])["evalue"]
        self.assertTrue(found.endswith("Did you mean color? bar() takes: data_frame, x, color"))
        unknown = "f() got an unexpected keyword argument 'a'"
        self.assertEqual(errors.describe(TypeError(unknown), [])["evalue"], unknown)

    def test_RUN11_a_plain_error_says_what_python_says(self):
        missing = ModuleNotFoundError("No module named 'numpy'", name="numpy")
        self.assertEqual(errors.describe(missing, ["numpy"], plain=True)["evalue"], "No module named 'numpy'")

    def test_an_error_whose_hint_fails_still_has_its_text(self):
        code = "class DataFrame:\n    __module__ = 'pandas.x'\n    columns = 1\n    def get(self): raise KeyError('a')\nDataFrame().get()"
        self.assertEqual(error_of(code)["evalue"], "'a'")

    def test_input_has_a_clear_end(self):
        found = error_of("name = input('who? ')")
        self.assertEqual((found["ename"], found["line"]), ("EOFError", 1))

    def test_fields_are_bounded(self):
        found = error_of("raise type('E' * 1000, (Exception,), {})('ü' * 100_000)")
        self.assertLessEqual(len(found["ename"].encode()), 256)
        self.assertLessEqual(len(found["evalue"].encode()), 16 * 1024)
        self.assertLessEqual(sum(len(line.encode()) + 1 for line in found["traceback"]), 64 * 1024)

    def test_an_error_whose_text_fails_still_has_one(self):
        found = error_of("class Bad(Exception):\n    def __str__(self):\n        raise ValueError\nraise Bad")
        self.assertEqual(found["ename"], "Bad")
        self.assertIn("could not be made", found["evalue"])

    def test_half_surrogate_pairs_do_not_reach_json(self):
        found = error_of("raise ValueError('\\ud800')")
        found["evalue"].encode()
        "".join(found["traceback"]).encode()

    def test_long_tracebacks_keep_both_ends(self):
        lines = [f"line {number}" for number in range(5000)]
        kept = errors.shortened(lines)
        self.assertEqual((kept[0], kept[-1]), ("line 0", "line 4999"))
        self.assertTrue(any("lines left out" in line for line in kept))
        self.assertLessEqual(len(kept), 400)
        wide = errors.shortened(["x" * 3000] * 300)
        self.assertLessEqual(sum(len(line.encode()) + 1 for line in wide), 64 * 1024)


if __name__ == "__main__":
    unittest.main()
