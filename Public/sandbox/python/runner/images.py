"""Images: matplotlib figures, PIL images, and objects that draw themselves."""

import base64
import io
import sys

from .bounds import limits


def bundle(value):
    """MIME type → text for a value that is an image, else an empty dict."""
    if _is(value, "matplotlib.figure", "Figure"):
        return _matplotlib(value)
    if _is(value, "PIL.Image", "Image"):
        return {"image/png": _png(lambda file: value.save(file, "PNG")), "text/plain": f"Image({value.mode}, {value.width}×{value.height})"}
    for method, mime in (("_repr_svg_", "image/svg+xml"), ("_repr_png_", "image/png")):
        drawn = _drawn(value, method)
        if drawn:
            return {mime: drawn, "text/plain": type(value).__name__}
    return {}


def show_open_figures():
    """Shows and closes every figure that pyplot still holds."""
    from . import displays

    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        if figure.axes or figure.texts or figure.images:
            displays.display(figure)
        pyplot.close(number)


def belongs_to_open_figure(value):
    """Plotting calls return lines, axes and the like; the figure that holds them is shown instead."""
    if isinstance(value, (list, tuple, dict)) or type(value).__module__ == "numpy":
        parts = list(value.values()) if isinstance(value, dict) else list(value)[:50] if hasattr(value, "__len__") and getattr(value, "ndim", 1) else []
        return any(belongs_to_open_figure(part) for part in parts if part is not value)
    artist = getattr(sys.modules.get("matplotlib.artist"), "Artist", None)
    container = getattr(sys.modules.get("matplotlib.container"), "Container", None)
    pyplot = sys.modules.get("matplotlib.pyplot")
    if artist is None or pyplot is None or not pyplot.get_fignums():
        return False
    return isinstance(value, artist) or (container is not None and isinstance(value, container))


def _matplotlib(figure):
    svg = io.StringIO()
    figure.savefig(svg, format="svg", bbox_inches="tight", metadata={"Date": None})
    text = svg.getvalue()
    plain = f"Figure({figure.bbox.width:.0f}×{figure.bbox.height:.0f})"
    if len(text.encode()) <= limits["svgBytes"]:
        return {"image/svg+xml": text, "text/plain": plain}
    return {"image/png": _png(lambda file: figure.savefig(file, format="png", bbox_inches="tight", dpi=144)), "text/plain": plain}


def _png(save):
    file = io.BytesIO()
    save(file)
    return base64.b64encode(file.getvalue()).decode()


def _drawn(value, method):
    # A class has the method too, but unbound.
    if isinstance(value, type) or not callable(getattr(type(value), method, None)):
        return None
    drawn = getattr(value, method)()
    if isinstance(drawn, tuple):
        drawn = drawn[0]
    return base64.b64encode(drawn).decode() if isinstance(drawn, bytes) else drawn


def _is(value, module, name):
    """Whether `value` is of a class that may not even be loaded."""
    kind = getattr(sys.modules.get(module), name, None)
    return kind is not None and isinstance(value, kind)
