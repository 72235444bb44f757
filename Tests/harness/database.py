"""SQLite's own word on the session log."""

import pathlib
import shutil
import sqlite3
import tempfile

FILES = ("sessions.sqlite", "sessions.sqlite-wal", "sessions.sqlite-shm")


def faults(data):
    """What SQLite finds wrong with the database under `data`. It looks at a copy, so that no look mends anything."""
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            if (pathlib.Path(data) / name).exists():
                shutil.copy(pathlib.Path(data) / name, folder)
        connection = sqlite3.connect(pathlib.Path(folder) / FILES[0])
        try:
            integrity = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            orphans = [f"an orphan: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        finally:
            connection.close()
    return [line for line in integrity if line != "ok"] + orphans
