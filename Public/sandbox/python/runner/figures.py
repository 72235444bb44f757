"""Plotly figures: recognized without importing plotly, shown by `show()`, and found in a program's namespace."""

import functools
import json
import sys

MIME = "application/vnd.plotly.v1+json"

_shown = set()


def is_plotly(value):
    base = getattr(sys.modules.get("plotly.basedatatypes"), "BaseFigure", None)
    return base is not None and isinstance(value, base)


def _is_trace(value):
    base = getattr(sys.modules.get("plotly.basedatatypes"), "BaseTraceType", None)
    return base is not None and isinstance(value, base)


def was_shown(figure):
    return id(figure) in _shown


def bundle(figure):
    _shown.add(id(figure))
    _kept.append(figure)
    kinds = ", ".join(trace.type or "trace" for trace in figure.data[:8]) + (", …" if len(figure.data) > 8 else "")
    text = f"Figure({kinds})" if figure.data else "Figure()"
    return {MIME: figure.to_json(pretty=False, remove_uids=True), "text/plain": json.dumps(text)}, {}


# An id stays a figure's own only as long as the figure is alive.
_kept = []


# The last figure that was made, named or not.
_made = []


def unshown(namespace):
    """The figures to show at the end: `fig` unless it was shown; without one, if none was, all that have names. A trace by the
    name of `fig` is meant to be one."""
    figure = namespace.get("fig")
    if _is_trace(figure):
        return [sys.modules["plotly.graph_objs"].Figure(figure)]
    if is_plotly(figure):
        return [] if was_shown(figure) else [figure]
    if _shown:
        return []
    found = {id(value): value for name, value in list(namespace.items()) if not name.startswith("_") and is_plotly(value)}
    return list(found.values())


def lost():
    """The last figure that was made, for a program that has no name for it any more."""
    return _made[-1] if _made and _made[-1].data else None


def start():
    """Makes `show()` lead here, and draws a first figure, which brings in what all of them need."""
    import plotly.graph_objects as go
    import plotly.io as io
    import plotly.io._renderers as renderers
    from plotly.basedatatypes import BaseFigure

    from . import displays

    # The interpreter may begin with the memory of another one, in which this was done.
    make = getattr(BaseFigure.__init__, "__wrapped__", BaseFigure.__init__)

    @functools.wraps(make)
    def noted(figure, *arguments, **options):
        make(figure, *arguments, **options)
        _made[:] = [figure]

    BaseFigure.__init__ = noted

    def show(figure, *_, **__):
        """Shows the figure in the page."""
        displays.display(figure if is_plotly(figure) else go.Figure(figure))

    BaseFigure.show = io.show = renderers.show = show
    go.Figure(go.Bar(x=["a"], y=[1])).update_layout(title="").to_json()
    _made.clear()


def rehearse():
    """Draws a first figure with plotly.express, which brings in what all of its functions need."""
    import plotly.express as px

    px.bar(x=["a"], y=[1])
    _made.clear()


def packages_changed():
    """Plotly remembers which optional packages it did not find; more of them are there now."""
    from _plotly_utils import optional_imports

    optional_imports._not_importable.clear()
