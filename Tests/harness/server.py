"""The real server as a child process."""

import json
import os
import pathlib
import re
import signal
import ssl
import subprocess
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("SANDGLASS_BINARY", ROOT / ".build" / "debug" / "sandglass"))
TOKEN = "a-token-for-tests"
ANY_CERTIFICATE = ssl._create_unverified_context()


class Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers to look at, not to follow."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(urllib.request.HTTPSHandler(context=ANY_CERTIFICATE), Stay)


def variables(settings):
    """The environment that they are: exec_seconds=2 is SANDGLASS_EXEC_SECONDS."""
    return {f"SANDGLASS_{name.upper()}": str(value) for name, value in settings.items()}


def run(*arguments, path="", **settings):
    """Runs the program to its end, with these settings and no others; it finds what is in `path`."""
    environment = {"PATH": path, **variables(settings)}
    return subprocess.run([BINARY, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)


def refusal(folder, **settings):
    """What the server says when it does not start with these settings."""
    ended = run("serve", "--port", "0", "--data", folder, **settings)
    assert ended.returncode != 0, settings
    return ended.stderr


class Server:
    """`settings` become SANDGLASS_… variables: Server(data, exec_seconds=2)."""

    def __init__(self, data, **settings):
        self.data = data
        self.port = 0
        self.process = None
        self.lines = []
        # Speaks TLS with a certificate that nobody signed, when it is given one.
        self.scheme = "https" if "tls_cert" in settings else "http"
        values = {"rehearsal_ms": 2, "token": TOKEN, "log_level": "notice", **settings}
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("SANDGLASS_")}
        # Where a crash was, in the log.
        self.environment["SWIFT_BACKTRACE"] = "enable=yes,interactive=no,color=no"
        self.environment |= variables(values)

    def start(self):
        """Starts it, at the port it had before, and returns when it listens."""
        command = [BINARY, "serve", "--port", str(self.port), "--data", str(self.data)]
        self.log = open(f"{self.data}.log", "ab")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        for line in self.process.stdout:
            self.lines.append(line)
            if match := re.search(r"https?://[^:]+:(\d+)/", line):
                self.port = int(match.group(1))
                return self
        process, self.process = self.process, None
        raise AssertionError(f"the server ended with {process.wait()}: {self.errors()}")

    def errors(self):
        return pathlib.Path(f"{self.data}.log").read_text()

    def stop(self, how=signal.SIGTERM):
        """Ends it and returns its exit status. It must not have crashed before."""
        if self.process is None:
            return None
        status = self.process.poll()
        self.process.send_signal(how)
        self.process.stdout.close()
        ended = self.process.wait(timeout=30)
        self.process = None
        self.log.close()
        assert not status, f"the server ended by itself with {status}: {self.errors()}"
        return ended

    def kill(self):
        return self.stop(signal.SIGKILL)

    @property
    def origin(self):
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def address(self):
        """Where a person opens the page."""
        return f"{self.origin}/?token={TOKEN}"

    def request(self, path, body=None, token=TOKEN, method=None, headers=None):
        """One HTTP request: (status, headers, text)."""
        request = urllib.request.Request(self.origin + path, method=method)
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        if body is not None:
            request.data = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            with OPENER.open(request, timeout=30) as response:
                return response.status, response.headers, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def events(self, session):
        """The session's log as the HTTP API tells it, whole."""
        events = []
        while True:
            _, _, text = self.request(f"/api/sessions/{session}/events?after={len(events)}")
            page = json.loads(text)
            events += page["events"]
            if len(events) >= page["seq"]:
                return events
