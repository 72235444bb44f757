"""Model servers that others wrote, each as a child process (Tests/model-servers.txt)."""

import json
import signal
import socket
import subprocess
import time

from .server import ROOT

PROGRAMS = ROOT / ".venv-models" / "bin"


class ModelServer:
    """Runs a program, in a folder, that listens at these ports."""

    def __init__(self, folder, ports, program, *arguments, scheme="http"):
        self.folder, self.ports = folder, ports
        self.addresses = [f"{scheme}://127.0.0.1:{port}" for port in ports]
        assert (PROGRAMS / program).exists(), f"{program} is not there: scripts/test installs it"
        self.command = [str(part) for part in (PROGRAMS / program, *arguments)]

    @property
    def address(self):
        return self.addresses[0]

    def __enter__(self):
        with (self.folder / "model-server.log").open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=log, stderr=log)
        for port in self.ports:
            self.wait_for(port)
        return self

    def wait_for(self, port, limit=60):
        """That they listen is all by which these servers say that they are ready."""
        end = time.monotonic() + limit
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"{self.command[0]} does not listen: {self.output()}")

    def __exit__(self, *_):
        # One that has children ends them when it is interrupted, and leaves them when it is terminated.
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def output(self):
        return (self.folder / "model-server.log").read_text()


def stubllm(folder, *responses):
    """Gives these in their order, by the APIs of OpenAI, Anthropic and Gemini."""
    path, (port,) = folder / "fixtures.json", free_ports(1)
    path.write_text(json.dumps([{"name": "all", "match": {}, "sequence": responses}]))
    return ModelServer(folder, [port], "stubllm", "serve", "--port", port, "--fixture-file", path)


def fakellm(folder, content):
    """Answers so, word by word, by the APIs of OpenAI and Anthropic."""
    path, (port,) = folder / "fakellm.yaml", free_ports(1)
    path.write_text(json.dumps({"version": 1, "rules": [{"name": "all", "respond": {"content": content}}]}))
    return ModelServer(folder, [port], "fakellm", "serve", "--port", port, "--config", path)


def llm_mock_api(folder, content):
    """Answers so, three characters at a time, by the APIs of OpenAI, Responses included, and Anthropic."""
    (port,) = free_ports(1)
    cut = ["--chunk-size", 3, "--latency", 1, "--fallback", content]
    return ModelServer(folder, [port], "llm-mock-api", "start", "--host", "127.0.0.1", "--port", port, *cut)


def mock_ai_api(folder):
    """OpenAI's API at the first address and Anthropic's at the second; a model's name says what happens."""
    ports = free_ports(2)
    return ModelServer(folder, ports, "mock-ai-api", "--openai-port", ports[0], "--anthropic-port", ports[1])


def hypercorn(folder, certificate, key, application):
    """Serves an application over TLS, offers HTTP/2, and logs each request's connection and version."""
    (port,) = free_ports(1)
    bound = ["--bind", f"127.0.0.1:{port}", "--certfile", certificate, "--keyfile", key]
    log = ["--access-logfile", "-", "--access-logformat", "%(h)s HTTP/%(H)s %(m)s %(U)s %(s)s"]
    return ModelServer(folder, [port], "hypercorn", *bound, *log, application, scheme="https")


def free_ports(count):
    """Ports that nobody uses now."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
