"""What plotly's own errors mean: where the name that it did not know belongs, and what it may be a wrong spelling of."""

import difflib
import functools
import inspect
import re
import sys

_PROPERTY = re.compile(r"Invalid property specified for object of type plotly\.graph_objs\.([\w.]+): '(\w+)'")
# `figure(title=…)`, and `trace(xaxis_title=…)`.
_FIGURE = re.compile(r"invalid Figure property: (\w+)")
_SCALAR = re.compile(r"(?s).*Property does not support subscripting:\n(\w+)\n")
_KEYWORD = re.compile(r"(?:\w+\.)*(\w+)\(\) got an unexpected keyword argument '(\w+)'")
_ATTRIBUTE = re.compile(r"module '(plotly\.\w+)' has no attribute '(\w+)'")
_METHOD = re.compile(r"'Figure' object has no attribute '(\w+)'")
# Tables that are none, and columns that they do not have.
_TABLE = re.compile(r"Unable to convert data_frame of type")
_COLUMN = re.compile(r"Value of '(\w+)' is not the name of a column in 'data_frame'")
_SCALARS = re.compile(r"If using all scalar values, you must pass an index")
# A value that is none of those that a property takes.
_VALUE = re.compile(r"(?s)\s*Invalid value of type .*?Received value: '([^']*)'(.*)")
# Where functions of that name are looked for.
_FUNCTIONS = ("plotly.express", "plotly.subplots", "plotly.figure_factory")
_LONGEST = 1000
# What other libraries call things, and plotly's names for them, of which one or the other is there.
ALIASES = {
    "alpha": ("opacity",),
    "bins": ("nbins", "nbinsx", "xbins"),
    "c": ("color", "marker_color", "line_color"),
    "cmap": ("color_continuous_scale", "colorscale", "marker_colorscale"),
    "colour": ("color", "marker_color", "line_color"),
    "data": ("data_frame",),
    "fontsize": ("font_size", "textfont_size"),
    "hue": ("color", "name"),
    "label": ("name",),
    "legend": ("showlegend",),
    "linestyle": ("line_dash",),
    "linewidth": ("line_width",),
    "names": ("theta", "x"),
    "s": ("size", "marker_size"),
    "titlefont": ("title_font",),
    "titleside": ("title_side",),
    "values": ("r", "y"),
    "x": ("a",),
    "xerr": ("error_x",),
    "xlabel": ("xaxis_title",),
    "xlim": ("xaxis_range",),
    "y": ("b",),
    "yerr": ("error_y",),
    "ylabel": ("yaxis_title",),
    "ylim": ("yaxis_range",),
    "z": ("c",),
}


def shorten(error):
    """Takes the documentation of all the properties that there are, up to 27 KB, out of the error's text."""
    if type(error) is ValueError and (found := _PROPERTY.match(str(error))):
        error.args = (found.group(),)


def hint(error):
    """A sentence or two for the reader of the error, or an empty text."""
    text = str(error)
    for kind, pattern, advice in _ADVICE:
        if isinstance(error, kind) and (found := pattern.match(text)):
            return advice(*found.groups())[:_LONGEST]
    return ""


def _property(path, name):
    """A property that an object of plotly's does not have."""
    owner = functools.reduce(lambda found, part: getattr(found, part, None), path.split("."), sys.modules.get("plotly.graph_objs"))
    if not inspect.isclass(owner):
        return ""
    names = _properties(owner)
    if name[-1].isdigit() and name.rstrip("0123456789") in names:
        return f"Give all that is said of it at once: {name}={{…}}"
    deeper = [f"{outer}_{inner}" for outer, inside in _inside(owner) for inner in inside]
    meant = [one for one in deeper if one.endswith(f"_{name}")]
    places = [] if meant else _places(name)
    express = getattr(sys.modules.get("plotly.express"), path.lower(), None)
    if inspect.isfunction(express) and name in inspect.signature(express).parameters:
        places.append(f"plotly.express.{path.lower()}({name}=…)")
    return _said(name, places, meant or _near(name, names + deeper)) or f"{path} has: {', '.join(names)}"


def _figure(name):
    """A keyword argument that go.Figure does not take."""
    return _scalar(name) or "Figure takes: data, layout, frames"


def _scalar(name):
    """A property of something that has no properties."""
    return _said(name, _places(name), [])


def _keyword(function, name):
    """A keyword argument that one of plotly's functions does not take."""
    for module in _FUNCTIONS:
        found = getattr(sys.modules.get(module), function, None)
        if inspect.isfunction(found):
            named = inspect.signature(found).parameters.values()
            taken = [parameter.name for parameter in named if parameter.kind is not parameter.VAR_KEYWORD]
            places = _places(name, function)
            said = _said(name, places, _near(name, taken))
            return said if places else f"{said} {function}() takes: {', '.join(taken)}".lstrip()
    return ""


def _attribute(module, name):
    """A function or a class that one of plotly's modules does not have."""
    for other in ("pandas", "numpy"):
        if hasattr(sys.modules.get(other), name):
            return f"{other} has it: {other}.{name}"
    wanted = _is_trace if module == "plotly.graph_objects" else inspect.isfunction
    public = [one for one, value in inspect.getmembers(sys.modules.get(module), wanted) if not one.startswith("_")]
    return f"{_said(name, [], _near(name, public))} {module} has: {', '.join(public)}".lstrip()


def _table():
    """What plotly.express cannot make a data frame of."""
    return "Give it lists and no data frame, x=[…], y=[…], or a pandas.DataFrame whose columns are lists of the same length."


def _column(name):
    """A column that plotly.express's data frame does not have."""
    return f"Give {name} one of those names, or a list of values."


def _scalars():
    """A data frame of single values."""
    return "Each column needs a list of values: pandas.DataFrame({'name': [names], 'value': [values]})."


def _value(given, rest):
    """A text that a property does not take, and what plotly says of those that it takes."""
    near = _near_values(given, rest)
    return f"Did you mean {' or '.join(map(repr, near))}?" if near else ""


def meant_values(error):
    """Of the values that a property takes those that the one of the error may have meant, the best first."""
    found = _VALUE.match(str(error))
    return _near_values(*found.groups()) if found else []


def _near_values(given, rest):
    taken = [one for one in re.findall(r"'([^']+)'", rest.partition(":")[2]) if one != given]
    near = [one for one in given.split("+") if one in taken]
    near = near or [one for one in taken if len(one) > 2 and (one.startswith(given) or given.startswith(one))]
    return (near or difflib.get_close_matches(given, taken, 2, 0.5))[:2]


def meant(owner, name):
    """The properties that a class of plotly's has, and that a name which it does not have may mean for sure, the best first."""
    names = _properties(owner)
    deeper = [f"{outer}_{inner}" for outer, inside in _inside(owner) for inner in inside]
    inside = [f"{outer}_{name}" for outer in ("marker", "line")]
    aliases = [one for one in (*ALIASES.get(name, ()), *inside) if one in names or one in deeper]
    return aliases or difflib.get_close_matches(name, names, 1, 0.7)


def _method(name):
    """A method that figures do not have."""
    return _said(name, [], _near(name, [one for one in dir(sys.modules["plotly.graph_objs"].Figure) if not one.startswith("_")]))


_ADVICE = (
    (ValueError, _PROPERTY, _property),
    (TypeError, _FIGURE, _figure),
    (ValueError, _SCALAR, _scalar),
    (ValueError, _VALUE, _value),
    (NotImplementedError, _TABLE, _table),
    (ValueError, _COLUMN, _column),
    (ValueError, _SCALARS, _scalars),
    (TypeError, _KEYWORD, _keyword),
    (AttributeError, _ATTRIBUTE, _attribute),
    (AttributeError, _METHOD, _method),
)


def _said(name, places, near):
    sentences = []
    if places:
        sentences.append(f"Take '{name}' out here. Where it belongs: {' or '.join(places)}.")
    if near:
        sentences.append(f"Did you mean {' or '.join(near[:4])}?")
    return " ".join(sentences)


def takers(name, function=None):
    """Which of a figure's parts take a property of that name, as its update methods call them; `function` is the one of
    plotly.express that makes its traces."""
    graph = sys.modules.get("plotly.graph_objs")
    if graph is None:
        return []
    owners = {"traces": function and _trace(function), "layout": graph.Layout, "xaxes": graph.layout.XAxis}
    found = [part for part, owner in owners.items() if owner and _takes(owner, name)]
    # What an axis has is not meant where something else has it, too.
    return [part for part in found if part != "xaxes" or found == ["xaxes"]]


def _places(name, function=None):
    """The calls that take a property of that name."""
    return [f"fig.update_{part}({name}=…)" for part in takers(name, function)]


def _takes(owner, name):
    """Whether it has such a property, or one inside of another with an underscore between the two."""
    outer, _, inner = name.partition("_")
    return name in _properties(owner) or inner in dict(_inside(owner)).get(outer, ())


def _trace(function):
    """The class of the traces that a function of plotly.express makes, as far as its name tells."""
    kinds = {"line": "Scatter", "area": "Scatter", "timeline": "Bar", "imshow": "Heatmap"}
    return getattr(sys.modules.get("plotly.graph_objs"), kinds.get(function, function.replace("_", "").capitalize()), None)


def _is_trace(value):
    return inspect.isclass(value) and issubclass(value, sys.modules["plotly.basedatatypes"].BaseTraceType)


def _properties(owner):
    return sorted(getattr(owner, "_valid_props", ()))


def _inside(owner):
    """The properties that themselves have some, and those."""
    made = owner()
    return [(name, found) for name in _properties(owner) if (found := _properties(made[name]))]


def _near(name, known):
    aliases = [one for one in ALIASES.get(name, ()) if one in known]
    return aliases or difflib.get_close_matches(name, known, 3, 0.6)
