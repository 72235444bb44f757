"""What to do about an error, where its own words do not say it."""

import traceback

from . import drawing

_NETWORK = "The sandbox has no network: put the data into the code, or generate it there."
_FILES = "The sandbox's file system holds only what this program wrote itself: put the data into the code, or generate it there."


def hint(error, modules):
    """A sentence for the reader of the error, or an empty text; `modules` are those that can be imported."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _missing(error.name.partition(".")[0], modules)
    if isinstance(error, FileNotFoundError):
        return _FILES
    if type(error).__module__.partition(".")[0] in ("urllib", "socket", "http") or isinstance(error, ConnectionError):
        return _NETWORK
    if type(error).__name__ == "JsException" and "fetch" in str(error) or type(error).__name__ == "AbortError":
        return _NETWORK
    if isinstance(error, KeyError):
        return _columns(error)
    return drawing.hint(error)


def _missing(top, modules):
    if top in modules:
        return f"The package was not loaded, since the code does not name it in an import statement: add `import {top}` at the top."
    return f"It is not available in this sandbox and cannot be installed. Available are the standard library and: {', '.join(modules)}"[:2000]


def _columns(error):
    """What a data frame has, for a key that it has not."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        table = frame.f_locals.get("self")
        if type(table).__name__ == "DataFrame" and type(table).__module__.startswith("pandas."):
            return f"The data frame's columns are: {', '.join(map(repr, list(table.columns)[:50]))}"[:1000]
    return ""
