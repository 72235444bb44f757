"""A server under measurement: a process, its CPU time and its memory."""

import os
import pathlib
import re
import socket
import subprocess
import time

from Benchmarks import ROOT

BUILD = pathlib.Path(os.environ.get("SANDGLASS_BUILD", ROOT / ".build")) / "release"
PYTHON = ROOT / ".venv-bench" / "bin" / "python"
FOLDER = pathlib.Path(__file__).resolve().parent / "peers"
# Debian's packages for node are found by Debian's node alone.
MODULES = "/usr/share/nodejs"


class Host:
    """A process that listens at `port`, which the command names."""

    def __init__(self, command, port, **environment):
        self.port = port
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"NODE_PATH": MODULES} | environment, stdout=subprocess.DEVNULL
        )
        self.files = pathlib.Path(f"/proc/{self.process.pid}")

    def __enter__(self):
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def __exit__(self, *_):
        # What it would do at an orderly end is not measured.
        self.process.kill()
        self.process.wait()

    def cpu(self):
        """Seconds of CPU time, in the program and in the system for it."""
        # Behind the name, which stands in brackets; the fields are numbered from 1 (proc(5)).
        fields = (self.files / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[14 - 3]) + int(fields[15 - 3])) / os.sysconf("SC_CLK_TCK")

    def resident(self):
        """KiB in memory."""
        return int(re.search(r"VmRSS:\s*(\d+)", (self.files / "status").read_text())[1])


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def broadcaster(name):
    """One of CONTESTANTS, started by `with`."""
    port = free_port()
    return Host(CONTESTANTS[name](str(port)), port)


# Ours first, then those that it is compared with.
CONTESTANTS = {
    "ours": lambda port: [BUILD / "websocket-echo", "--broadcast", "--port", port],
    "uWebSockets": lambda port: [PYTHON, FOLDER / "with_socketify.py", port],
    "node ws": lambda port: ["node", FOLDER / "with_ws.js", port],
    "websockets": lambda port: [PYTHON, FOLDER / "with_websockets.py", port],
    "picows": lambda port: [PYTHON, FOLDER / "with_picows.py", port],
}
