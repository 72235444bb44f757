"""Byte-compiles packages: archives of .py go in, stored archives of .pyc come out.

It runs under the Python whose byte code it makes (3.12): inside Pyodide under node, or under a CPython of the
same version. Pyodide compiles nothing ahead of time by itself and spends most of a cold start on compiling.
"""

import ast
import importlib.util
import json
import marshal
import sys
import zipfile

MAGIC = (3, 12)
SITE = "/lib/python3.12/site-packages/"
FONT_LIST = "matplotlib/fontlist.json"

# What only a compiler, a type checker or an installer reads.
_LEFT_OUT = (".pyi", ".pyx", ".pxd", ".pxi", ".h", ".hpp", ".c", ".cpp", ".a", ".lib", "/RECORD", "/INSTALLER", "py.typed")
# Generated classes whose docstrings are two thirds of the package, and which no code reads.
_DOCSTRINGS_LEFT_OUT = ("plotly/graph_objs/",)


def archive(source: str, target: str, prefix: str = SITE) -> None:
    """Compiles the archive at `source` into `target`; `prefix` is where its files will lie in the sandbox."""
    if sys.version_info[:2] != MAGIC:
        raise RuntimeError(f"Python {MAGIC[0]}.{MAGIC[1]} is needed, this is {sys.version.split()[0]}")
    # Stored, not deflated: the server's transport compression does that job, and starts need no inflating.
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for name in sorted(packed.namelist()):
            if name.endswith("/") or name.endswith(_LEFT_OUT):
                continue
            data = packed.read(name)
            if name.endswith(".py"):
                name, data = _compiled(name, data, prefix)
            out.writestr(zipfile.ZipInfo(name), data)


def _compiled(name: str, source: bytes, prefix: str):
    try:
        tree = ast.parse(source, prefix + name)
        if name.startswith(_DOCSTRINGS_LEFT_OUT):
            _strip_docstrings(tree)
        code = compile(tree, prefix + name, "exec", dont_inherit=True, optimize=0)
    except (SyntaxError, ValueError):
        return name, source  # templates and files for other versions of Python stay as they are
    # A header without flags: magic number, then date and size of a source that is never looked for.
    header = importlib.util.MAGIC_NUMBER + bytes(12)
    return name + "c", header + marshal.dumps(code)


def _strip_docstrings(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) or not node.body:
            continue
        first = node.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            node.body[0] = ast.copy_location(ast.Pass(), first)


def renew_font_list(packs: list) -> None:
    """Replaces matplotlib's list of fonts, which is another version's in its wheel and so made anew at each import.

    `packs` are the compiled archives that importing it takes; the last is matplotlib's own.
    """
    for pack in packs:
        with zipfile.ZipFile(pack) as packed:
            packed.extractall(SITE)
    importlib.invalidate_caches()
    importlib.import_module("matplotlib.font_manager")
    with open(SITE + FONT_LIST, "rb") as file:
        made = file.read()
    with zipfile.ZipFile(packs[-1]) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(packs[-1], "w", zipfile.ZIP_STORED) as out:
        for name, data in {**members, FONT_LIST: made}.items():
            out.writestr(zipfile.ZipInfo(name), data)


def main(directory: str, jobs: str, _packs: str) -> None:
    """Does the same as prepare.mjs, under a CPython of the right version."""
    for source, target, prefix in json.loads(jobs):
        archive(f"{directory}/{source}", f"{directory}/{target}", prefix)
        print(target, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
