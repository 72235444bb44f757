"""A model server on a real socket that answers by script, as chat completions unless it is told otherwise."""

import http.server
import json
import queue
import threading
import time


class Answer:
    """One response: a status, a content type, and the pieces of its body. A piece that is an Event is waited for."""

    def __init__(self, pieces, status=200, content_type="text/event-stream", headers=None):
        self.pieces = pieces
        self.status = status
        self.content_type = content_type
        self.headers = headers or {}


def chunk(text=None, finish=None):
    delta = {"choices": [{"index": 0, "delta": {"content": text} if text is not None else {}, "finish_reason": finish}]}
    return f"data: {json.dumps(delta)}\n\n".encode()


def says(*texts, finish="stop"):
    """A whole streamed answer in these deltas; an Event among them holds the stream until it is set."""
    pieces = [text if isinstance(text, threading.Event) else chunk(text) for text in texts]
    return Answer([*pieces, chunk(finish=finish), b"data: [DONE]\n\n"])


def program(code):
    """An answer whose code block holds this program."""
    return says("Here it is.\n\n```python\n", code, "\n```\n")


LINE = program('import plotly.graph_objects as go\nfig = go.Figure(go.Scatter(x=[1, 2], y=[1, 2]))')
BAR = program('import plotly.graph_objects as go\nfig = go.Figure(go.Bar(x=["a", "b"], y=[1, 2]))')


class ScriptedModel:
    def __init__(self):
        self.answers = queue.Queue()
        self.requests = []
        self.hung_up = threading.Event()
        self.over = threading.Event()

    def will(self, *answers):
        for answer in answers:
            self.answers.put(answer)
        return self

    def forget(self):
        """What it was asked, and the answers that nobody asked for."""
        self.requests.clear()
        self.hung_up.clear()
        while not self.answers.empty():
            self.answers.get()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.http.server_port}"

    @property
    def settings(self):
        """The server settings that attach it. Each failure is seen: it is asked once."""
        return {
            "model_api": "openai-chat",
            "model_url": f"{self.address}/v1",
            "model": "scripted",
            "model_key": "sk-secret-of-the-tests",
            "model_retries": 0,
        }

    def __enter__(self):
        model = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                request = {"headers": dict(self.headers), "body": json.loads(body), "path": self.path}
                model.requests.append({**request, "at": time.monotonic()})
                answer = model.answers.get(timeout=30)
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Connection", "close")
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.close_connection = True
                try:
                    for piece in answer.pieces:
                        if isinstance(piece, threading.Event):
                            self.wait(piece)
                        else:
                            self.wfile.write(piece)
                            self.wfile.flush()
                except OSError:
                    model.hung_up.set()

            def wait(self, event):
                """Until the event is set; notices a client that hangs up meanwhile."""
                self.connection.settimeout(0.05)
                while not event.is_set() and not model.over.is_set():
                    try:
                        if self.connection.recv(1) == b"":
                            raise ConnectionResetError
                    except TimeoutError:
                        continue
                self.connection.settimeout(None)

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.http.shutdown()
        self.http.server_close()
