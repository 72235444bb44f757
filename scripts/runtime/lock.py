"""The lock file: which wheels, which of their files, and the sum that each must have."""

import dataclasses
import hashlib
import json
import pathlib


class LockError(Exception):
    """Something is not what the lock file says, or could not be had; the message says what to do."""


@dataclasses.dataclass(frozen=True)
class Wheel:
    name: str
    version: str
    file: str
    bytes: int
    sha256: str


@dataclasses.dataclass(frozen=True)
class Member:
    """One file of a wheel, under the path it has in the runtime directory."""

    path: str
    wheel: str
    member: str
    bytes: int
    sha256: str


@dataclasses.dataclass(frozen=True)
class Lock:
    versions: dict
    wheels: list
    members: list
    sha256: str

    @staticmethod
    def read(path: pathlib.Path) -> "Lock":
        raw = path.read_bytes()
        document = json.loads(raw)
        return Lock(
            versions=document["versions"],
            wheels=[Wheel(**wheel) for wheel in document["wheels"]],
            members=[Member(path=path, **member) for path, member in document["files"].items()],
            sha256=hashlib.sha256(raw).hexdigest(),
        )


def check(name: str, data: bytes, expected: str) -> None:
    """Raises a LockError that names the file and both sums unless `data` has the expected SHA-256."""
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise LockError(
            f"{name} does not have the sum that scripts/runtime.lock.json expects.\n"
            f"  expected {expected}\n"
            f"  found    {found}\n"
            "Nothing was changed. Run it again in case the download was damaged ('pip cache purge' clears\n"
            "a damaged copy); if the sum stays wrong, the package index serves something else: do not use it."
        )
