"""Names that programs use and forget to import: what everybody calls so is what they mean."""

import ast
import importlib

# What is imported, and what is taken out of it; nothing stands for the module itself.
_MEANT = {
    "np": ("numpy", ""),
    "numpy": ("numpy", ""),
    "pd": ("pandas", ""),
    "pandas": ("pandas", ""),
    "px": ("plotly.express", ""),
    "go": ("plotly.graph_objects", ""),
    "ff": ("plotly.figure_factory", ""),
    "pio": ("plotly.io", ""),
    "make_subplots": ("plotly.subplots", "make_subplots"),
    "plt": ("matplotlib.pyplot", ""),
    "math": ("math", ""),
    "random": ("random", ""),
    "json": ("json", ""),
    "re": ("re", ""),
    "statistics": ("statistics", ""),
    "itertools": ("itertools", ""),
    "timedelta": ("datetime", "timedelta"),
    "defaultdict": ("collections", "defaultdict"),
    "Counter": ("collections", "Counter"),
}


def forgotten(tree):
    """The names of a program that nothing in it binds, as {name: (module, attribute)}."""
    used, bound = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            bound.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
            bound.add(node.name)
    return {name: meant for name, meant in _MEANT.items() if name in used - bound}


def bind(names, namespace):
    """Imports them; what cannot be imported stays unknown, and the program gets Python's own error."""
    for name, (module, attribute) in names.items():
        try:
            value = importlib.import_module(module)
            namespace[name] = getattr(value, attribute) if attribute else value
        except Exception:
            pass
