import unittest

import support  # noqa: F401

from runner.scanning import modules


class ScanningTests(unittest.TestCase):
    def test_every_form_of_import_counts_once(self):
        code = "import numpy as np, os.path\nfrom scipy import stats\ndef f():\n    import pandas\n    import numpy\n"
        self.assertEqual(modules(code), ["numpy", "os.path", "scipy", "pandas"])

    def test_relative_imports_and_text_do_not(self):
        self.assertEqual(modules("from . import x\n'import torch'\n# import numpy\n"), [])

    def test_code_with_a_syntax_error_is_read_line_by_line(self):
        code = "import numpy as np, math\nfrom matplotlib.pyplot import plot\n  import os # why\nx = = 1\n"
        self.assertEqual(set(modules(code)), {"numpy", "math", "os", "matplotlib.pyplot"})

    def test_names_given_as_text_to_import_functions_count(self):
        self.assertEqual(modules("import importlib\nimportlib.import_module('scipy.stats')\n__import__(\"numpy\")"), ["importlib", "scipy.stats", "numpy"])

    def test_what_libraries_import_when_asked(self):
        self.assertIn("pandas", modules("import plotly.express as px\npx.data.iris()"))
        self.assertIn("matplotlib", modules("import pandas as pd\ndf.plot()"))
        self.assertIn("scipy", modules("import sklearn.cluster"))
        self.assertNotIn("matplotlib", modules("import numpy\nx.plot()"))
        self.assertEqual(modules("import plotly.graph_objects as go\ngo.Figure()"), ["plotly.graph_objects"])

    def test_what_was_forgotten_counts_like_what_is_imported(self):
        self.assertEqual(modules("fig = px.bar(x=np.arange(3))"), ["numpy", "plotly.express", "pandas"])
        self.assertEqual(modules("import numpy as np\nnp.pi"), ["numpy"])

    def test_deep_and_damaged_code_is_no_obstacle(self):
        self.assertEqual(modules("import numpy\n" + "(" * 100_000), ["numpy"])
        self.assertEqual(modules("\0import numpy"), [])


if __name__ == "__main__":
    unittest.main()
