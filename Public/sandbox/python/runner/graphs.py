"""plotly's graph objects take what is nearly right: a property or a value that they do not have goes by the name that was meant, or
is left out where it is no data. A warning says so. Everything else is plotly's own error."""

import functools
import importlib
import sys
import warnings

from . import drawing


def relax():
    """Lets them do so, where plotly can be imported."""
    try:
        types = importlib.import_module("plotly.basedatatypes")
        validators = importlib.import_module("_plotly_utils.basevalidators")
    except Exception:
        return  # the program that imports it gets the error
    if hasattr(types.BasePlotlyType.__setitem__, "__wrapped__"):
        return
    lenience = _Lenience(types, validators)
    for owner, name, relaxed in (
        (types.BasePlotlyType, "__setitem__", lenience.setting),
        (types.BasePlotlyType, "_process_kwargs", lenience.making),
        (types.BaseLayoutType, "_process_kwargs", lenience.making),
        (types.BaseFigure, "__init__", lenience.figure),
        (validators.BaseDataValidator, "validate_coerce", lenience.traces),
    ):
        setattr(owner, name, relaxed(vars(owner)[name]))
    types.BaseFigure._perform_update = staticmethod(lenience.updating(types.BaseFigure._perform_update))


class _Lenience:
    def __init__(self, types, validators):
        self._types = types
        self._validators = validators
        plotly, own = types.__file__.rpartition("/")[0], __file__.rpartition("/")[0]
        self._makers = (f"{plotly}/express/", f"{plotly}/figure_factory/", f"{plotly}/io/")
        self._inside = (f"{plotly}/", f"{validators.__file__.rpartition('/')[0]}/", f"{own}/")

    def setting(self, original):
        @functools.wraps(original)
        def set_item(owner, name, value):
            try:
                original(owner, name, value)
            except ValueError as error:
                if not isinstance(name, str) or self._is_plotlys():
                    raise
                if name in owner._valid_props:
                    self._nearest(original, owner, name, value, error)
                else:
                    self._meant(original, owner, name, value, error)

        return set_item

    def making(self, original):
        @functools.wraps(original)
        def process(owner, **given):
            unknown = self._unknown(owner, given) if given and owner._validate and not owner._skip_invalid else {}
            original(owner, **{name: value for name, value in given.items() if name not in unknown})
            for name, value in unknown.items():
                owner[name] = value

        return process

    def updating(self, original):
        @functools.wraps(original)
        def update(owner, given, overwrite=False):
            named = isinstance(owner, self._types.BasePlotlyType) and isinstance(given, dict)
            unknown = self._unknown(owner, given) if named else {}
            original(owner, {name: value for name, value in given.items() if name not in unknown} if unknown else given, overwrite)
            for name, value in unknown.items():
                owner[name] = value

        return update

    def figure(self, original):
        @functools.wraps(original)
        def make(figure, data=None, layout_plotly=None, frames=None, skip_invalid=False, **given):
            own = {name: value for name, value in given.items() if name.partition("_")[0] in ("layout", "data", "frames")}
            original(figure, data, layout_plotly, frames, skip_invalid, **own)
            for name, value in given.items():
                if name not in own:
                    self._warn(f"Figure takes no {name}; it went to fig.update_layout({name}=…)")
                    figure.layout[name] = value

        return make

    def traces(self, original):
        """A figure among traces stands for its own."""

        @functools.wraps(original)
        def coerce(validator, given, *options, **named):
            figure = self._types.BaseFigure
            if isinstance(given, figure):
                given = list(given.data)
            elif isinstance(given, (list, tuple)) and any(isinstance(one, figure) for one in given):
                given = [trace for one in given for trace in (one.data if isinstance(one, figure) else [one])]
                self._warn("a figure is no trace; its traces were taken")
            return original(validator, given, *options, **named)

        return coerce

    def _unknown(self, owner, given):
        """What it does not have of the names that are given."""
        found = {}
        subplot = getattr(owner, "_subplot_re_match", lambda name: None)
        for name, value in given.items():
            if isinstance(name, str) and name not in owner._valid_props and not subplot(name):
                if self._types._check_path_in_prop_tree(owner, name):
                    found[name] = value
        return found

    def _meant(self, original, owner, name, value, error):
        """Sets what an unknown name stands for, or leaves it out."""
        inner, last = self._innermost(owner, name)
        if last in inner._valid_props:
            inner[last] = value
            return
        for other in drawing.meant(type(inner), last):
            try:
                original(inner, other, value)
            except ValueError:
                continue
            self._warn(f"{type(inner).__name__} takes no {last}; it went to {other}")
            return
        if self._is_data(inner, value):
            raise error
        self._warn(f"{type(inner).__name__} takes no {last}; it was left out")

    def _nearest(self, original, owner, name, value, error):
        """Sets the value that was meant, or leaves it out."""
        for other in drawing.meant_values(error):
            try:
                original(owner, name, other)
            except ValueError:
                continue
            self._warn(f"{type(owner).__name__} takes no {name}={str(value)[:100]!r}; it became {other!r}")
            return
        validator = owner._get_validator(name)
        holds_more = isinstance(value, dict) and isinstance(validator, self._validators.CompoundValidator)
        if holds_more or self._is_data(owner, value) or isinstance(validator, self._validators.DataArrayValidator):
            raise error
        self._warn(f"{type(owner).__name__} takes no {name}={str(value)[:100]!r}; it was left out")

    def _innermost(self, owner, name):
        """The object inside of it that the name's beginning leads to, and the rest of the name."""
        parts = name.split("_")
        for count in range(len(parts) - 1, 0, -1):
            head = "_".join(parts[:count])
            subplot = getattr(owner, "_subplot_re_match", lambda name: None)
            if head not in owner._valid_props and subplot(head):
                owner[head] = {}
            if head in owner._valid_props and isinstance(owner[head], self._types.BasePlotlyType):
                return self._innermost(owner[head], "_".join(parts[count:]))
        return owner, name

    def _is_data(self, owner, value):
        """Whether a trace would lose values that it draws."""
        is_trace = isinstance(owner, self._types.BaseTraceType)
        return is_trace and not isinstance(value, (str, int, float, dict, type(None)))

    def _is_plotlys(self):
        """Whether a function of plotly's own sets it, which may count on the error."""
        return any(frame.f_code.co_filename.startswith(self._makers) for frame in self._frames())

    def _warn(self, text):
        *_, frame = self._frames()
        warnings.warn_explicit(text, UserWarning, frame.f_code.co_filename, frame.f_lineno)

    def _frames(self):
        """Those inside of plotly and of the runner, and the program's that called it."""
        frame = sys._getframe(1)
        while frame:
            yield frame
            frame = frame.f_back if frame.f_code.co_filename.startswith(self._inside) else None
