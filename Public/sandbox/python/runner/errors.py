"""Errors as a person wants to read them: the program's own frames, the line, and what to try."""

import traceback

from . import drawing
from .bounds import limits
from .hints import hint
from .program import FILE

# Frames of the sandbox itself: Pyodide's, those in JavaScript, and the runner's own directory.
_OWN = ("/lib/python312.zip/_pyodide/", "/lib/python312.zip/pyodide/", "blob:", __file__.rpartition("/")[0] + "/")


def describe(error, modules, plain=False):
    """`{ename, evalue, traceback, line}` of an exception; `modules` are those that can be imported. A `plain` one says what Python
    says."""
    try:
        return _described(error, modules, plain)
    except Exception as trouble:
        # What the program made cannot even be described: causes without end, or methods of its own that fail.
        why = f"this error could not be described ({type(trouble).__name__})"
        return {"ename": cut(type(error).__name__, limits["enameBytes"]), "evalue": why, "traceback": [], "line": None}


def _described(error, modules, plain):
    if not plain:
        drawing.shorten(error)
    advice = "" if plain else _advice(error, modules)
    if advice:
        error.add_note(advice)
    formatted = traceback.TracebackException.from_exception(error, compact=True)
    _trim(formatted, set())
    lines = "".join(formatted.format()).rstrip("\n").split("\n")
    return {
        "ename": cut(type(error).__name__, limits["enameBytes"]),
        "evalue": cut("\n".join(filter(None, (_text(error), advice))), limits["evalueBytes"]),
        "traceback": shortened(lines),
        "line": _line(error),
    }


def _advice(error, modules):
    try:
        return hint(error, modules)
    except Exception:
        # It looks at what the program made, which may be anything.
        return ""


def _line(error):
    if isinstance(error, SyntaxError) and error.filename == FILE:
        return error.lineno or None
    line = None
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == FILE:
            line = number
    return line


def _trim(formatted, seen):
    if formatted is None or id(formatted) in seen:
        return
    seen.add(id(formatted))
    formatted.stack[:] = [frame for frame in formatted.stack if not frame.filename.startswith(_OWN)]
    _trim(formatted.__cause__, seen)
    _trim(formatted.__context__, seen)
    for inner in formatted.exceptions or ():
        _trim(inner, seen)


def _text(error):
    try:
        return str(error)
    except Exception:
        return f"<the text of this {type(error).__name__} could not be made>"


def shortened(lines):
    """Keeps a long traceback's beginning and, above all, its end."""
    room, count = limits["tracebackBytes"], limits["tracebackLines"]
    lines = [cut(line, 2000) for line in lines]
    if len(lines) <= count and sum(map(_size, lines)) <= room:
        return lines
    tail = _fitting(reversed(lines), room * 2 // 3, count * 2 // 3)[::-1]
    head = _fitting(lines[: len(lines) - len(tail)], room // 4, count // 4)
    return [*head, f"  … {len(lines) - len(head) - len(tail)} lines left out …", *tail]


def _fitting(lines, room, count):
    found = []
    for line in lines:
        room -= _size(line)
        if room < 0 or len(found) == count:
            break
        found.append(line)
    return found


def _size(line):
    return len(line.encode()) + 1


def cut(text, limit):
    """At most `limit` bytes of UTF-8; halves of surrogate pairs, which UTF-8 does not have, are replaced."""
    raw = text.encode("utf-8", "replace")
    return raw.decode() if len(raw) <= limit else raw[: limit - 3].decode("utf-8", "ignore") + "…"
