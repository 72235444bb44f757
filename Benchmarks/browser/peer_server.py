"""The server of the naive pages: the official Pyodide release, plotly.js, and a package index of two wheels.

It does for them what a good static server does: connections are kept, types are right, and what does not change is cached
for good, so that a second visit asks for nothing but the page.
"""

import dataclasses
import functools
import http.server
import json
import pathlib
import queue
import sys
import threading
import time

from runtime import wheels
from runtime.lock import Lock
from runtime.progress import Progress

from Benchmarks import ROOT

WHEELS = ROOT / ".build-bench" / "wheels"
# As they come: the runtime's own are stripped of what a browser does not need.
INSTALLED = ("plotly", "narwhals")
FOLDERS = {
    "pyodide": ROOT / ".runtime" / "pyodide",
    "plotly": ROOT / ".runtime" / "plotly",
    "wheels": WHEELS,
    "": pathlib.Path(__file__).parent / "peers",
}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".zip": "application/zip",
}
FOREVER = "public, max-age=31536000, immutable"
INDEX = "application/vnd.pypi.simple.v1+json"


@functools.cache
def locked_wheels():
    """Name → wheel, each of them in its folder."""
    lock = Lock.read(ROOT / "scripts" / "runtime.lock.json")
    wanted = [wheel for wheel in lock.wheels if wheel.name in INSTALLED]
    WHEELS.mkdir(parents=True, exist_ok=True)
    missing = [wheel for wheel in wanted if not (WHEELS / wheel.file).is_file()]
    wheels.download(dataclasses.replace(lock, wheels=missing), WHEELS, Progress(quiet=True))
    return {wheel.name: wheel for wheel in wanted}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise a small body waits until its head is acknowledged.
    disable_nagle_algorithm = True

    def do_GET(self):
        folder, _, name = self.path[1:].rpartition("/")
        if self.path == "/code":
            self.answer(self.server.code.encode(), "text/plain; charset=utf-8", "no-store")
        elif self.path.startswith("/simple/"):
            self.answer(self.index(folder.removeprefix("simple/")), INDEX, "max-age=600")
        elif folder in FOLDERS and (path := FOLDERS[folder] / name).is_file():
            self.send(path, FOREVER if folder else "no-cache")
        else:
            self.send_error(404)

    def do_POST(self):
        figure = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.figures.put((time.time(), figure))
        self.answer(b"", "text/plain", "no-store")

    def index(self, name):
        """The releases of one package (PEP 691)."""
        wheel = locked_wheels()[name]
        origin = f"http://{self.headers['Host']}"
        sums = {"sha256": wheel.sha256}
        file = {"filename": wheel.file, "url": f"{origin}/wheels/{wheel.file}", "hashes": sums, "size": wheel.bytes}
        release = {"meta": {"api-version": "1.1"}, "name": name, "versions": [wheel.version], "files": [file]}
        return json.dumps(release).encode()

    def send(self, path, cache):
        with path.open("rb") as file:
            self.head(path.stat().st_size, TYPES[path.suffix], cache)
            self.connection.sendfile(file)

    def answer(self, body, kind, cache):
        self.head(len(body), kind, cache)
        self.wfile.write(body)

    def head(self, length, kind, cache):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", cache)
        self.end_headers()

    def log_message(self, *_):
        pass


class PeerServer(http.server.ThreadingHTTPServer):
    """`code` is what the next page runs; `figures` are the moments (seconds) at which one came back, and their JSON."""

    daemon_threads = True

    def __init__(self):
        locked_wheels()
        super().__init__(("127.0.0.1", 0), Handler)
        self.code = ""
        self.figures = queue.Queue()

    def handle_error(self, request, client_address):
        # A worker that is ended leaves its requests.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.server_port}"
