"""A program as a notebook cell: its last expression has a value, and it may await at its top level."""

import ast
import builtins
import inspect
import linecache
import re
import sys
import types

from . import express, graphs, names

FILE = "main.py"
_FROM_PLOTLY = re.compile(r"from\s+plotly\s+import\b[^\n]*\bexpress\b")
_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class Program:
    """Compiled, but not yet run. A syntax error is raised by running it, like every other error."""

    def __init__(self, code, plain=False):
        self.plain = plain
        self.namespace = _main_module().__dict__
        self.expression = None
        self.statements = None
        self.error = None
        self.forgotten = {}
        self.uses_plotly = False
        self.uses_express = False
        # Tracebacks quote lines from here; a missing date keeps the cache from looking for a file.
        linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
        try:
            self._compile(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
            self.error = error

    def _compile(self, code):
        tree = compile(code, FILE, "exec", _FLAGS | ast.PyCF_ONLY_AST, dont_inherit=True)
        self.forgotten = names.forgotten(tree)
        self.uses_plotly = "plotly" in code or any(module.startswith("plotly") for module, _ in self.forgotten.values())
        self.uses_express = "plotly.express" in code or "px" in self.forgotten or bool(_FROM_PLOTLY.search(code))
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not _silenced(code):
            self.expression = _code(ast.Expression(tree.body.pop().value), "eval")
        self.statements = _code(tree, "exec")

    @property
    def asynchronous(self):
        return any(code and code.co_flags & inspect.CO_COROUTINE for code in (self.statements, self.expression))

    def run(self):
        """Returns the value of the last expression, or None."""
        if self.error:
            raise self.error
        self._prepare()
        exec(self.statements, self.namespace)
        return eval(self.expression, self.namespace) if self.expression else None

    async def run_async(self):
        if self.error:
            raise self.error
        self._prepare()
        await self._step(self.statements)
        return await self._step(self.expression) if self.expression else None

    def _prepare(self):
        if self.plain:
            return
        names.bind(self.forgotten, self.namespace)
        if self.uses_plotly:
            graphs.relax()
        if self.uses_express:
            express.relax()

    async def _step(self, code):
        value = eval(code, self.namespace)
        return await value if code.co_flags & inspect.CO_COROUTINE else value


def _code(tree, mode):
    return compile(tree, FILE, mode, _FLAGS, dont_inherit=True)


def _silenced(code):
    """A trailing semicolon asks a notebook not to show the value."""
    lines = [line for line in code.rstrip().splitlines() if not line.lstrip().startswith("#")]
    return bool(lines) and lines[-1].rstrip().endswith(";")


def _main_module():
    """A fresh `__main__`, so that classes can be pickled and `__name__` is what scripts test for."""
    module = types.ModuleType("__main__")
    module.__file__ = FILE
    module.__builtins__ = builtins
    builtins.input = _input
    sys.modules["__main__"] = module
    return module


def _input(prompt=""):
    raise EOFError("there is nobody to ask: input() does not work here; put the values into the code")
