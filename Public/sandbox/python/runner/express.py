"""plotly.express takes what its figures take: a property of their traces or layout goes there. What other libraries call otherwise
goes by plotly's name. A switch or a number that nothing takes is left out, and so is what is no table beside values that need none.
Everything else is plotly's own error."""

import functools
import importlib
import sys
import types
import warnings

from . import drawing

# Whose stages stand at the side.
_FUNNEL = {"names": ("y",), "values": ("x",)}


def relax():
    """Lets the functions of plotly.express do so, where it can be imported."""
    try:
        express = importlib.import_module("plotly.express")
    except Exception:
        return  # the program that imports it gets the error
    for module, name in ((express, "DataFrame"), (express.data, "frame")):
        module.__getattr__ = _elsewhere(module.__name__, name)
    for name, function in list(vars(express).items()):
        if isinstance(function, types.FunctionType) and "template" in (taken := _arguments(function)):
            setattr(express, name, _relaxed(function, taken))


def _elsewhere(module, table):
    """What a module says of a name that it does not have: `table` is pandas' own."""

    def get(name):
        if name == table and (pandas := sys.modules.get("pandas")):
            return pandas.DataFrame
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return get


def _arguments(function):
    code = function.__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def _relaxed(function, taken):
    @functools.wraps(function)
    def draw(*arguments, **options):
        own, moved = {}, []
        for given, value in options.items():
            name, part = (given, None) if given in taken else _meant(given, taken, function.__name__)
            if name not in taken and not part and isinstance(value, (bool, int, float)):
                warnings.warn(f"{function.__name__}() takes no {given}; it was left out", stacklevel=2)
                continue
            if part:
                moved.append((part, {name: value}))
            else:
                own[name if name not in options else given] = value
            if (name, part) != (given, None):
                where = f"fig.update_{part}({name}=…)" if part else name
                warnings.warn(f"{function.__name__}() takes no {given}; it went to {where}", stacklevel=2)
        try:
            figure = function(*arguments, **own)
        except NotImplementedError:
            if not _needs_no_table(own):
                raise
            figure = function(**{name: value for name, value in own.items() if name != "data_frame"})
            warnings.warn(f"{function.__name__}() cannot make a table of what stands first; it drew the values alone", stacklevel=2)
        for part, update in moved:
            getattr(figure, f"update_{part}")(**update)
        return figure

    return draw


def _needs_no_table(options):
    """Whether they give values, and name no columns."""
    values = [options[name] for name in ("x", "y", "z", "r", "theta", "names", "values") if name in options]
    return bool(values) and not any(isinstance(value, str) for value in values)


def _meant(given, taken, function):
    """What a name stands for that the function does not take, and the part of the figure that takes it, if one does."""
    names = [given, *_FUNNEL.get(given, ())] if function == "funnel" else [given, *drawing.ALIASES.get(given, ())]
    for name in names:
        if name in taken:
            return name, None
    for name in names:
        if parts := drawing.takers(name, function):
            return name, parts[0]
    return given, None
