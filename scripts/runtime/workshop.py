"""The directory in which a runtime is built: beside its target, by one process at a time, and gone afterwards."""

import contextlib
import fcntl
import os
import pathlib
import shutil

from .progress import Progress


@contextlib.contextmanager
def workshop(target: pathlib.Path, progress: Progress):
    """Yields an empty directory on the target's file system. A second process waits here until the first is through."""
    directory = target.with_name(target.name + ".building")
    directory.mkdir(parents=True, exist_ok=True)
    handle = os.open(directory, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.say(f"Another fetch-runtime is building {target}; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        directory.mkdir(exist_ok=True)  # the one before us took it away
        _empty(directory)
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
        os.close(handle)


def replace(built: pathlib.Path, target: pathlib.Path, directory: pathlib.Path) -> None:
    """Puts what was built in the old one's place: two renames, with nothing half-made in between."""
    if target.exists():
        target.rename(directory / "old")
    built.rename(target)


def _empty(directory: pathlib.Path) -> None:
    """A run that was killed leaves its pieces behind."""
    for path in directory.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
