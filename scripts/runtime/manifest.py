"""manifest.json: what is in the runtime directory, and by which lock file it was made."""

import hashlib
import json
import pathlib

from .lock import Lock

# Raised when the layout changes, so that a directory of an older script counts as incomplete.
FORMAT = 3


def write(directory: pathlib.Path, lock: Lock) -> None:
    files = {
        path.relative_to(directory).as_posix(): {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }
    document = {"format": FORMAT, "lock": lock.sha256, "versions": lock.versions, "files": files}
    (directory / "manifest.json").write_text(json.dumps(document, indent=1) + "\n")


def complete(directory: pathlib.Path, lock: Lock, prepared: bool) -> bool:
    """Whether the directory is what this lock file makes: same lock, every file there with its size."""
    try:
        document = json.loads((directory / "manifest.json").read_text())
        files = document["files"]
        return (
            document["format"] == FORMAT
            and document["lock"] == lock.sha256
            and (not prepared or "prepared/index.json" in files)
            and all((directory / path).stat().st_size == file["bytes"] for path, file in files.items())
        )
    except (OSError, ValueError, KeyError):
        return False
