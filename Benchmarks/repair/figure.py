"""A plotly figure's JSON as numbers, texts and lists, whoever made it."""

import base64
import struct

# plotly's typed arrays, by name (plotly.js, src/lib/array.js).
CODES = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d", "uint8c": "B"}


class Figure:
    def __init__(self, document):
        self.traces = document.get("data") or []
        self.layout = document.get("layout") or {}
        self.frames = document.get("frames") or []

    def setting(self, path):
        """What the layout has at `xaxis.title.text`; None when it has nothing there. A title may be a bare text."""
        value = self.layout
        for name in path.split("."):
            if isinstance(value, str) and name == "text":
                continue
            value = value.get(name) if isinstance(value, dict) else None
        return value


def values(array):
    """The entries of an array, which may be a typed one, in rows where it has a shape; none for anything else."""
    if isinstance(array, dict) and "bdata" in array:
        raw = base64.b64decode(array["bdata"])
        code = CODES[array["dtype"]]
        flat = list(struct.unpack(f"<{len(raw) // struct.calcsize(code)}{code}", raw))
        shape = [int(part) for part in str(array.get("shape") or len(flat)).split(",")]
        return flat if len(shape) == 1 else [flat[at : at + shape[1]] for at in range(0, len(flat), shape[1])]
    return array if isinstance(array, list) else []


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def same(one, other):
    """Whether they are equal: numbers nearly, texts but for case, lists entry by entry."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if is_number(one) and is_number(other):
        return abs(one - other) <= 1e-6 * max(1, abs(one), abs(other))
    return str(one).strip().casefold() == str(other).strip().casefold()
