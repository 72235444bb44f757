"""What a failed attempt is answered with: by the product itself, or as people write such loops first.

The others are a small proxy between the server and the model, which puts its own messages in the place of the server's repair
prompt. Everything else is the same: the sandbox with the names that it binds, the number of attempts, the model and its settings.
"""

import contextlib
import http.client
import http.server
import json
import re
import threading
import urllib.parse

# Characters of the end of what went wrong: a context is not endless.
TRACEBACK = 3_000
ERROR = re.compile(r'<error untrusted="true">\n(.*?)\n</error>', re.S)


def naive(messages, answer):
    """The failed answer as it was, and what Python said of it."""
    said = ERROR.search(messages[-1]["content"])
    complaint = said[1] if said else messages[-1]["content"]
    return [*asked(messages), {"role": "assistant", "content": answer}, {"role": "user", "content": complaint[-TRACEBACK:]}]


def resampled(messages, _):
    """The same question once more."""
    return asked(messages)


def asked(messages):
    """The system's words and the prompt: what a first attempt is asked."""
    return messages[:2]


LOOPS = {"sandglass": None, "naive": naive, "resample": resampled}


@contextlib.contextmanager
def behind(loop, address):
    """Where the server finds the model at `address` (`http://HOST:PORT`) so that this loop is what it gets."""
    if LOOPS[loop] is None:
        yield address
        return
    with Proxy(LOOPS[loop], address) as proxy:
        yield proxy.address


class Proxy:
    def __init__(self, rewrite, address):
        self.rewrite, self.upstream = rewrite, urllib.parse.urlsplit(address)
        self.answer = ""

    def __enter__(self):
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if len(body["messages"]) > 2:
                    body["messages"] = proxy.rewrite(body["messages"], proxy.answer)
                    # The first attempt's settings.
                    body.pop("temperature", None)
                proxy.pass_on(self, json.dumps(body))

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.http.server_port}"

    def pass_on(self, handler, body):
        """The model's answer as it streams, which is kept for the next question."""
        link = http.client.HTTPConnection(self.upstream.hostname, self.upstream.port, timeout=600)
        link.request("POST", handler.path, body, {"Content-Type": "application/json"})
        response = link.getresponse()
        handler.send_response(response.status)
        handler.send_header("Content-Type", response.headers["Content-Type"])
        handler.end_headers()
        said = []
        for line in response:
            handler.wfile.write(line)
            handler.wfile.flush()
            if line.startswith(b"data: {"):
                said += [choice["delta"].get("content") or "" for choice in json.loads(line[6:]).get("choices", [])]
        self.answer = "".join(said)
        link.close()
