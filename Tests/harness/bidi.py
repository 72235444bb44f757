"""WebDriver BiDi (w3.org/TR/webdriver-bidi) over a WebSocket: Firefox speaks it without a driver beside it."""

import itertools
import json
import pathlib
import re
import subprocess
import threading

from websockets.sync.client import connect


class BiDi:
    """One browser process with a profile of its own; calls are made one at a time."""

    def __init__(self, program, profile, preferences):
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items())
        pathlib.Path(profile, "user.js").write_text("\n".join(lines))
        command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.numbers = itertools.count(1)
        self.socket = connect(f"{self.address()}/session", max_size=None, open_timeout=60)
        self.call("session.new", capabilities={})

    def address(self):
        for line in self.process.stderr:
            if match := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                # Nobody reads the rest, and a full pipe would hold the browser up.
                self.drain()
                return match[1]
        raise AssertionError(f"{self.process.args[0]} ended with {self.process.wait()}")

    def drain(self):
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def call(self, method, timeout=150, **params):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv(timeout=timeout))
            if message.get("id") != number:
                continue
            if message["type"] == "error":
                raise AssertionError(f"{method}: {message['error']}: {message['message']}")
            return message["result"]

    def evaluate(self, context, expression):
        """The value of an expression as JSON has it; promises are awaited."""
        text = f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))"
        result = self.call("script.evaluate", expression=text, target={"context": context}, awaitPromise=True)
        if result["type"] == "exception":
            raise AssertionError(f"{result['exceptionDetails']['text']}: {expression[:300]}")
        return json.loads(result["result"]["value"])

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=30)
