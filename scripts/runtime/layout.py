"""Lays files out in the runtime directory: official ones as they are, plotly without what a browser does not need."""

import json
import pathlib
import zipfile

from .lock import Lock, check
from .progress import Progress

# The wheel's own client is listed in its package index; it talks to a server that does not exist here.
FOREIGN = "provisa-client"

# Left out of plotly: its JavaScript (served once, beside the packages) and notebook extensions.
_PLOTLY_LEFT_OUT = ("plotly/labextension/", "plotly/package_data/plotly.min.js", "plotly/package_data/widgetbundle.js")

# `Figure.to_html` and `write_html` read this file; a page that stands alone is no use in the sandbox, but asking for one is no error.
_PLOTLY_JS_STUB = b"/* plotly.js is drawn by the page, not by exported HTML */\n"


def pyodide(lock: Lock, archives: dict, directory: pathlib.Path, progress: Progress) -> None:
    """Extracts the official files; each has the locked sum."""
    members = [member for member in lock.members if member.path.startswith("pyodide/")]
    total, done = sum(member.bytes for member in members), 0
    for member in members:
        data = _extract(member, archives)
        if member.path == "pyodide/pyodide-lock.json":
            data = _without_foreign_package(data)
        _write(directory / member.path, data)
        done += member.bytes
        progress.step("Unpacking Pyodide", done, total, "B")


def plotly_js(lock: Lock, archives: dict, directory: pathlib.Path) -> None:
    member = next(member for member in lock.members if member.path == "plotly/plotly.min.js")
    _write(directory / member.path, _extract(member, archives))


def python(lock: Lock, archives: dict, directory: pathlib.Path, progress: Progress) -> None:
    """Repacks plotly and narwhals and describes them the way Pyodide's package index does."""
    packages = [
        {"name": "plotly", "imports": ["plotly", "_plotly_utils"], "depends": ["narwhals", "packaging"]},
        {"name": "narwhals", "imports": ["narwhals"], "depends": []},
    ]
    for step, package in enumerate(packages, 1):
        wheel = next(wheel for wheel in lock.wheels if wheel.name == package["name"])
        package["version"], package["file"] = wheel.version, f"{wheel.name}-{wheel.version}.zip"
        _repack(archives[wheel.name], directory / "python" / package["file"])
        progress.step("Repacking plotly and narwhals", step, len(packages))
    _write(directory / "python" / "packages.json", json.dumps({"packages": packages}, indent=1).encode())


def _repack(wheel: pathlib.Path, target: pathlib.Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(source.namelist()):
            if name.endswith("/") or ".data/" in name:
                continue
            if name == "plotly/package_data/plotly.min.js":
                packed.writestr(zipfile.ZipInfo(name), _PLOTLY_JS_STUB)
            elif not name.startswith(_PLOTLY_LEFT_OUT):
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(info, source.read(name))


def _extract(member, archives: dict) -> bytes:
    with zipfile.ZipFile(archives[member.wheel]) as archive:
        data = archive.read(member.member)
    check(member.path, data, member.sha256)
    return data


def _without_foreign_package(data: bytes) -> bytes:
    index = json.loads(data)
    index["packages"].pop(FOREIGN, None)
    return json.dumps(index).encode()


def _write(path: pathlib.Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
