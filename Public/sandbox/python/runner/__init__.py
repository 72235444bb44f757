"""Runs a program the way a notebook runs a cell, and describes what comes of it in Jupyter's terms.

`start` is called once by the worker; `scan` and `execute` once each, since a worker runs one program.
"""

import importlib
import io
import json
import platform
import sys
import warnings

from . import attempts, displays, errors, figures, notebook, program, scanning, sleeping
from .bounds import limits

_modules = []
_tell = []


def start(emit, blocked, settings):
    """`emit` takes one output as JSON text, `blocked` a door and where it would have led to; the settings are the bounds and the importable modules, as JSON."""
    settings = json.loads(settings)
    _modules.extend(settings["modules"])
    sys.stdout, sys.stderr = _unbuffered(1), _unbuffered(2)
    limits.update(settings["bounds"])
    displays.start(emit)
    _tell.append(blocked)
    figures.start()
    notebook.install()
    sleeping.install()
    # Programs that choose matplotlib's Agg for themselves are told that nothing is shown, and then everything is.
    warnings.filterwarnings("ignore", message=".*is non-interactive, and thus cannot be shown")


def _unbuffered(descriptor):
    """Text goes to the file descriptor at once: displays and C code keep their places between the lines."""
    raw = io.FileIO(descriptor, "w", closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)


def python():
    return platform.python_version()


def mounted():
    """New packages lie in the file system; finders had remembered the directories without them."""
    importlib.invalidate_caches()
    figures.packages_changed()


def warm(module, idle=False):
    """Imports a module ahead of time. An `idle` interpreter also does what its first use would wait for."""
    try:
        importlib.import_module(module)
        if idle and module == "plotly.express":
            figures.rehearse()
    except Exception:
        pass  # the program that imports it gets the error


def scan(code):
    return json.dumps(scanning.modules(code))


def execute(code, output_bytes, plain=False):
    """The result as JSON text, or a coroutine of it where the code awaits at its top level. `plain` mends nothing (RUN11)."""
    # Printed text counts as well, and may take six times its size as JSON.
    most = min(limits["runOutputBytes"], output_bytes)
    limits["runOutputBytes"] = most - min(6 * limits["streamBytes"], most // 2)
    cell = program.Program(code, plain)
    attempts.watch(_tell.pop())
    if cell.asynchronous:
        return _awaited(cell)
    return _outcome(cell, cell.run)


async def _awaited(cell):
    value, error = None, None
    try:
        value = await cell.run_async()
    except BaseException as raised:
        error = raised

    def result():
        if error:
            raise error
        return value

    return _outcome(cell, result)


def _outcome(cell, run):
    error = None
    clock = displays.Clock()
    try:
        try:
            value = run()
        finally:
            clock.start()
        displays.remaining(value, cell)
    except SystemExit as exit:
        error = None if exit.code in (None, 0) else errors.describe(exit, _modules, cell.plain)
    except BaseException as raised:
        error = errors.describe(raised, _modules, cell.plain)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return json.dumps({"error": error, "serializeMs": clock.elapsed})
