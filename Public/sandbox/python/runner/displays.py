"""Displays: which MIME bundle a value has, and that it is sent once, in order, within the bounds."""

import json
import sys
import time

from . import figures, images, tables
from .bounds import limits

_emit = None
_sent = {"outputs": 0, "bytes": 0}


class OutputTooLargeError(ValueError):
    """What the program shows exceeds what a run may show."""

    __module__ = "builtins"  # a traceback then names it as plainly as any other


class Clock:
    """Milliseconds since the program's own code ended."""

    def __init__(self):
        self.began = None

    def start(self):
        self.began = time.perf_counter()

    @property
    def elapsed(self):
        return 0 if self.began is None else (time.perf_counter() - self.began) * 1000


def start(emit):
    global _emit
    _emit = emit


def display(*values, **_):
    """Shows values the way a notebook does; available in every program without an import."""
    for value in values:
        send(bundle(value))


def remaining(value, program):
    """What a program shows by its end: its last value, open matplotlib figures, and a figure that it made but did not show."""
    value_is_shown = figures.is_plotly(value) and figures.was_shown(value)
    if value is not None and not value_is_shown and not images.belongs_to_open_figure(value):
        display(value)
    images.show_open_figures()
    display(*figures.unshown(program.namespace))
    if not _sent["outputs"] and (figure := figures.lost()) is not None:
        display(figure)


def bundle(value):
    """(data, metadata) of a display; the data's values are JSON text already, since figures are large."""
    if figures.is_plotly(value):
        return figures.bundle(value)
    table = tables.bundle(value)
    if table:
        return {mime: json.dumps(data) for mime, data in table[0].items()}, table[1]
    data = images.bundle(value)
    if not data:
        data = {"text/plain": bounded(value)}
    return {mime: json.dumps(text) for mime, text in data.items()}, {}


def send(shown):
    data, metadata = shown
    body = ",".join(f"{json.dumps(mime)}:{text}" for mime, text in data.items())
    output = f'{{"output_type":"display_data","data":{{{body}}},"metadata":{json.dumps(metadata)}}}'
    size = len(output)
    if size > limits["outputBytes"]:
        raise OutputTooLargeError(
            f"this output has {size / 1e6:.1f} MB; at most {limits['outputBytes'] / 1e6:.1f} MB can be shown. "
            "Show fewer points: sample, aggregate or round the data."
        )
    _sent["outputs"] += 1
    _sent["bytes"] += size
    if _sent["outputs"] > limits["outputs"]:
        raise OutputTooLargeError(f"more than {limits['outputs']} outputs were shown; show fewer.")
    if _sent["bytes"] > limits["runOutputBytes"]:
        raise OutputTooLargeError(f"the outputs exceed {limits['runOutputBytes'] / 1e6:.1f} MB in all; show fewer points.")
    sys.stdout.flush()
    sys.stderr.flush()
    _emit(output)


def bounded(value):
    """A value's repr, cut where it would be too long."""
    text = repr(value)
    limit = limits["textPlainBytes"] // 4
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"
