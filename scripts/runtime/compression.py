"""Compresses what is sent often and shrinks, so that the server does not have to."""

import gzip
import pathlib

from .progress import Progress

SUFFIX = ".gz"
_LEVEL = 6
# What shrinks by less is sent as it is.
_WORTH = 0.9
_SMALLEST = 1024


def run(directory: pathlib.Path, progress: Progress) -> None:
    """Puts `PATH.gz` beside each file that is a good deal smaller so."""
    files = [path for path in sorted(directory.rglob("*")) if path.is_file() and path.stat().st_size >= _SMALLEST]
    total, done = sum(path.stat().st_size for path in files), 0
    for path in files:
        data = path.read_bytes()
        # Wheels and most zip archives are compressed inside; a piece of one tells.
        if len(gzip.compress(data[: 1 << 20], 1)) < _WORTH * min(len(data), 1 << 20):
            path.with_name(path.name + SUFFIX).write_bytes(gzip.compress(data, _LEVEL, mtime=0))
        done += len(data)
        progress.step("Compressing", done, total, "B")
