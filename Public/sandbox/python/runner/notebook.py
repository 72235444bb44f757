"""What programs written for notebooks import from IPython: showing values, and wrappers around texts and images.

The real package is large and does nothing without its shell.
"""

import builtins
import re
import sys
import types

from . import displays


class _Text:
    def __init__(self, data=None, *_, **__):
        self.data = str(data)

    def __repr__(self):
        return self.data


class HTML(_Text):
    """Markup is untrusted here; what is shown of it is its text."""

    def __repr__(self):
        return re.sub(r"\s*\n\s*", "\n", re.sub(r"<[^>]*>", " ", self.data)).strip()


class Markdown(_Text):
    pass


class SVG(_Text):
    def _repr_svg_(self):
        return self.data


class Image:
    def __init__(self, data=None, filename=None, *_, **__):
        if filename:
            with open(filename, "rb") as file:
                data = file.read()
        self.data = data

    def _repr_png_(self):
        return self.data


def install():
    """Puts the stand-in where `import IPython` finds it, after plotly has looked for the real one."""
    names = {"display": displays.display, "clear_output": lambda *_, **__: None}
    names |= {kind.__name__: kind for kind in (HTML, Markdown, SVG, Image)}
    for path in ("IPython", "IPython.display", "IPython.core", "IPython.core.display"):
        module = types.ModuleType(path, __doc__)
        vars(module).update(names)
        module.__path__ = []
        sys.modules[path] = module
    top = sys.modules["IPython"]
    top.display, top.core = sys.modules["IPython.display"], sys.modules["IPython.core"]
    top.core.display = sys.modules["IPython.core.display"]
    top.get_ipython = lambda: None
    builtins.display = displays.display
