"""Downloads the locked wheels with pip, whose index, proxy and cache settings are the machine's own."""

import os
import pathlib
import subprocess
import sys
import threading

from .lock import Lock, LockError, check
from .progress import Progress


def download(lock: Lock, directory: pathlib.Path, progress: Progress) -> dict:
    """Returns wheel name → path; each wheel has the locked sum."""
    found = {}
    for wheel in lock.wheels:
        path = directory / wheel.file
        with _Watch(directory, f"Downloading {wheel.file}", wheel.bytes, progress):
            _pip(f"{wheel.name}=={wheel.version}", directory)
        if not path.is_file():
            raise LockError(f"pip brought no {wheel.file} for {wheel.name} {wheel.version}; is the package index complete?")
        check(wheel.file, path.read_bytes(), wheel.sha256)
        found[wheel.name] = path
    return found


def fetch(requirement: str, directory: pathlib.Path) -> pathlib.Path:
    """Brings one wheel, and returns its path; its sum is for the caller to check."""
    before = set(directory.glob("*.whl"))
    _pip(requirement, directory)
    brought = set(directory.glob("*.whl")) - before
    if len(brought) != 1:
        raise LockError(f"pip brought no wheel for {requirement}; is the package index complete?")
    return brought.pop()


def _pip(requirement: str, directory: pathlib.Path) -> None:
    # Pip's own temporary directory lies inside ours: its growth is the progress, and an interrupt leaves nothing.
    command = [
        sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check",
        "--progress-bar=off", "--quiet", "--dest", str(directory), requirement,
    ]  # fmt: skip
    result = subprocess.run(command, env=_environment(directory), capture_output=True, text=True)
    if result.returncode != 0:
        reason = (result.stderr or result.stdout).strip()
        if "No module named pip" in reason:
            reason = "pip is missing; on Debian: apt-get install python3-pip"
        raise LockError(f"could not download {requirement}:\n{reason}")


def _environment(directory: pathlib.Path) -> dict:
    return {**os.environ, "TMPDIR": str(directory)}


class _Watch:
    """Reports how many bytes lie in a directory while its block runs."""

    def __init__(self, directory: pathlib.Path, name: str, total: int, progress: Progress):
        self.directory, self.name, self.total, self.progress = directory, name, total, progress
        self.before = _size(directory)
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, kind, *_):
        self.ended.set()
        self.thread.join()
        if kind is None:
            self.progress.step(self.name, self.total, self.total, "B")

    def _watch(self):
        while not self.ended.wait(0.2):
            self.progress.step(self.name, min(_size(self.directory) - self.before, self.total - 1), self.total, "B")


def _size(directory: pathlib.Path) -> int:
    total = 0
    for path in directory.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # pip removes its temporary files while we look
            pass
    return total
