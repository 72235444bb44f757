"""Byte-compiles the standard library and the packages, so that starts in the browser do not.

An optimization that may be missing: the sandbox uses a prepared archive only where the sum of its source is
the one in prepared/index.json, and the plain files otherwise.
"""

import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

from . import bytecode
from .lock import LockError
from .progress import Progress

STDLIB = "pyodide/python_stdlib.zip"
PLOTLY_JS = "plotly/plotly.min.js"
STDLIB_PREFIX = "/lib/python312.zip/"
# Large, rarely asked for, and loaded from their plain wheels when they are.
_LEFT_PLAIN = {"ipython", "jedi", "parso", "prompt-toolkit", "pygments", "micropip", "matplotlib-pyodide", "openblas", "openssl"}
# What every sandbox has from its start.
_IN_SNAPSHOT = ["packaging", "narwhals", "plotly"]


def available():
    """The command that runs bytecode.py's jobs, or None: node (with Pyodide inside) or a CPython 3.12."""
    node = _node()
    if node:
        return [node, str(pathlib.Path(__file__).with_name("prepare.mjs"))]
    python = shutil.which("python3.12")
    if python:
        return [python, "-B", str(pathlib.Path(__file__).with_name("bytecode.py"))]
    return None


def run(directory: pathlib.Path, progress: Progress) -> None:
    command = available()
    if command is None:
        progress.say("Byte-compiling is skipped: neither node 18 nor python3.12 is installed (on Debian: apt-get install nodejs).")
        progress.say("Everything works without it; sandboxes start some seconds later. Run this again once it is installed.")
        return
    (directory / "prepared").mkdir()
    packages = _packages(directory)
    jobs = [[STDLIB, "prepared/python_stdlib.zip", STDLIB_PREFIX]]
    jobs += [[source, f"prepared/{name}.zip", bytecode.SITE] for name, source in packages.items()]
    fonts = [f"prepared/{name}.zip" for name in [*_depends(directory, "matplotlib"), "matplotlib"] if name in packages]
    _carry_out([*command, str(directory), json.dumps(jobs), json.dumps(fonts)], len(jobs), progress)
    _plotly_js(directory)
    snapshot = _snapshot(directory, progress)
    index = {
        "stdlib": {"file": "python_stdlib.zip", "source": STDLIB, "bytes": (directory / STDLIB).stat().st_size, "sha256": _sum(directory / STDLIB)},
        "packages": {
            name: {"file": f"{name}.zip", "source": source, "sha256": _sum(directory / source)} for name, source in packages.items()
        },
        **snapshot,
    }
    (directory / "prepared" / "index.json").write_text(json.dumps(index, indent=1) + "\n")


def _plotly_js(directory: pathlib.Path) -> None:
    """The same script in ASCII alone, of which a browser holds a byte for each character; its texts and patterns take escapes."""
    text = (directory / PLOTLY_JS).read_bytes().decode()
    escaped = re.sub(r"[^\x00-\x7f]", lambda match: json.dumps(match[0])[1:-1], text)
    (directory / "prepared" / "plotly.min.js").write_bytes(escaped.encode("ascii"))


def _snapshot(directory: pathlib.Path, progress: Progress) -> dict:
    """The index's entry for a snapshot of a started interpreter's memory; empty where there is no node to start one."""
    node = _node()
    if node is None:
        return {}
    packs = json.dumps([f"prepared/{name}.zip" for name in _IN_SNAPSHOT])
    script = str(pathlib.Path(__file__).with_name("snapshot.mjs"))
    progress.say("Starting Python once, to keep its memory")
    _carry_out([node, script, str(directory), "prepared/snapshot.bin", packs], 1, progress)
    return {"snapshot": {"file": "snapshot.bin", "packages": _IN_SNAPSHOT}}


def _carry_out(command: list, jobs: int, progress: Progress) -> None:
    with tempfile.TemporaryFile("w+") as said, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True) as process:
        try:
            for done, _ in enumerate(process.stdout, 1):
                progress.step("Byte-compiling", min(done, jobs), jobs)
        except BaseException:
            process.kill()
            raise
        if process.wait() != 0:
            said.seek(0)
            last = "\n".join(line[:200].rstrip() for line in said.readlines()[-12:])
            raise LockError(f"byte-compiling failed ({command[0]} exited with {process.returncode}); --no-prepare goes on without it\n{last}")


def _packages(directory: pathlib.Path) -> dict:
    """Package name → path of the archive that it comes in."""
    own = json.loads((directory / "python/packages.json").read_text())["packages"]
    official = json.loads((directory / "pyodide/pyodide-lock.json").read_text())["packages"]
    found = {package["name"]: f"python/{package['file']}" for package in own}
    for name, package in official.items():
        if name not in found and name not in _LEFT_PLAIN:
            found[name] = f"pyodide/{package['file_name']}"
    return found


def _depends(directory: pathlib.Path, name: str) -> list:
    official = json.loads((directory / "pyodide/pyodide-lock.json").read_text())["packages"]
    direct = official[name]["depends"]
    return list(dict.fromkeys([*direct, *(inner for outer in direct for inner in _depends(directory, outer))]))


def _node():
    """Node as this needs it, or None."""
    node = shutil.which("node")
    return node if node and _major(node) >= 18 else None


def _major(node: str) -> int:
    try:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20).stdout
        return int(version.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def _sum(path: pathlib.Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
