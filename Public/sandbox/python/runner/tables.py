"""DataFrames and Series as tabular data resources (the Frictionless format that notebooks use)."""

import datetime
import math
import sys

from .bounds import limits

MIME = "application/vnd.dataresource+json"

_TYPES = {"i": "integer", "u": "integer", "f": "number", "b": "boolean", "M": "datetime", "m": "duration"}


def bundle(value):
    """(data, metadata) for a table, else None."""
    pandas = sys.modules.get("pandas")
    if pandas is None:
        return None
    if isinstance(value, pandas.Series):
        frame = value.to_frame(value.name if value.name is not None else "value")
    elif isinstance(value, pandas.DataFrame):
        frame = value
    else:
        return None
    rows, columns = frame.shape
    shown = frame.iloc[: limits["tableRows"], : limits["tableColumns"]]
    with pandas.option_context("display.max_rows", 20, "display.max_columns", 20):
        text = repr(value)
    data = {MIME: resource(shown, limits["cellBytes"]), "text/plain": text[: limits["textPlainBytes"] // 4]}
    return data, {MIME: {"rows": rows, "columns": columns}}


def resource(frame, limit):
    """The index comes first, as columns of its own; `limit` is how long the text of a cell may be."""
    levels = frame.index.nlevels
    names = [str(name) if name is not None else ("index" if levels == 1 else f"level_{at}") for at, name in enumerate(frame.index.names)]
    columns = [frame.index.get_level_values(level) for level in range(levels)]
    names += [_name(name) for name in frame.columns]
    columns += [frame.iloc[:, at] for at in range(frame.shape[1])]
    names = unique(names)
    fields = [{"name": name, "type": _TYPES.get(getattr(column.dtype, "kind", "O"), "string")} for name, column in zip(names, columns)]
    cells = [[cell(value, limit) for value in column] for column in columns]
    return {"schema": {"fields": fields}, "data": [dict(zip(names, row)) for row in zip(*cells)]}


def unique(names):
    """Names in the same order, made different by a number where they repeat."""
    taken, found = set(), []
    for name in names:
        candidate, count = name, 1
        while candidate in taken or (candidate != name and candidate in names):
            count += 1
            candidate = f"{name}_{count}"
        taken.add(candidate)
        found.append(candidate)
    return found


def cell(value, limit):
    """A JSON value for one cell: null for what is missing, ISO text for dates, bounded text for the rest."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return _cut(value, limit)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        return cell(value.item(), limit)
    return _cut(str(value), limit)


def _name(name):
    return ", ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def _cut(text, limit):
    return text if len(text) <= limit else text[: limit - 1] + "…"
