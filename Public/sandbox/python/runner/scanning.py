"""Which modules a program is going to import, or forgot to, found without running it."""

import ast
import re

from . import names

_STATEMENT = re.compile(r"^[ \t]*(?:from[ \t]+([A-Za-z_][\w.]*)[ \t]+import\b|import[ \t]+([^#\n;]+))", re.MULTILINE)

# Modules that others import only when asked for something: what is asked, and in which library's company.
_IMPLIED = (
    ("plotly", re.compile(r"plotly[ .]*(?:import[ \t]+)?express|\bpx\."), ("plotly.express", "numpy", "pandas")),
    ("plotly", re.compile(r"figure_factory|\bff\."), ("numpy", "scipy")),
    ("plotly", re.compile(r"trendline|plotly\.data|px\.data"), ("pandas",)),
    ("pandas", re.compile(r"\.(?:plot|hist|boxplot)\b|pandas\.plotting|scatter_matrix"), ("matplotlib",)),
    ("pandas", re.compile(r"parquet|feather|pyarrow|\.orc\b"), ("pyarrow",)),
    ("pandas", re.compile(r"interpolate\(|method\s*=\s*[\"'](?:spline|cubic|quadratic|spearman|kendall)|\bkde\b|density"), ("scipy",)),
    ("sklearn", re.compile(r""), ("scipy",)),
)
_DYNAMIC = re.compile(r"(?:import_module|__import__)\(\s*[\"']([A-Za-z_][\w.]*)[\"']")


def modules(code):
    """Dotted names, in the order they are met, without duplicates; those implied by others come last."""
    try:
        found = _from_tree(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        found = _from_text(code)
    found += _DYNAMIC.findall(code)
    wanted = list(dict.fromkeys(found))
    tops = {name.partition(".")[0] for name in wanted}
    for library, sign, implied in _IMPLIED:
        if library in tops and sign.search(code):
            wanted += [name for name in implied if name not in wanted]
    return wanted[:500]


def _from_tree(tree):
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module)
    return found + [module for module, _ in names.forgotten(tree).values()]


def _from_text(code):
    found = []
    for source, plain in _STATEMENT.findall(code):
        names = [source] if source else [part.split(" as ")[0].strip() for part in plain.split(",")]
        found += [name for name in names if re.fullmatch(r"[A-Za-z_][\w.]*", name)]
    return found
