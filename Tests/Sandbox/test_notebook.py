import sys
import unittest

from support import recorded

from runner import notebook
from runner.program import Program


class NotebookTests(unittest.TestCase):
    def setUp(self):
        self.outputs = recorded()
        kept = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "IPython"}
        self.addCleanup(sys.modules.update, kept)
        notebook.install()
        for name in ("IPython", "IPython.display", "IPython.core", "IPython.core.display"):
            self.addCleanup(sys.modules.pop, name, None)

    def shown(self, code):
        Program(code).run()
        return [output["data"] for output in self.outputs]

    def test_the_usual_imports_work(self):
        code = "from IPython.display import display, clear_output\nimport IPython\nclear_output(wait=True)\ndisplay(IPython.get_ipython())\nIPython.display.display(2)"
        self.assertEqual(self.shown(code), [{"text/plain": "None"}, {"text/plain": "2"}])

    def test_markup_is_shown_as_its_text(self):
        code = "from IPython.core.display import HTML\nfrom IPython.display import Markdown\ndisplay(HTML('<h1>Hi</h1>\\n<script>x()</script>'), Markdown('**a**'))"
        self.assertEqual(self.shown(code), [{"text/plain": "Hi\nx()"}, {"text/plain": "**a**"}])

    def test_images_are_images(self):
        code = "from IPython.display import SVG, Image\ndisplay(SVG('<svg/>'), Image(b'png'))"
        self.assertEqual([list(data) for data in self.shown(code)], [["image/svg+xml", "text/plain"], ["image/png", "text/plain"]])


if __name__ == "__main__":
    unittest.main()
