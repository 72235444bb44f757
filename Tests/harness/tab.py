"""A tab without a browser: it speaks sandglass.v1 and runs nothing."""

import itertools
import json
import uuid

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from .server import ANY_CERTIFICATE, TOKEN

FIGURE = {
    "output_type": "display_data",
    "data": {"application/vnd.plotly.v1+json": {"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": {}}},
    "metadata": {},
}


class Tab:
    def __init__(self, server, hello=None, token=TOKEN, origin=None, headers=None, **fields):
        """Connects; says hello unless `hello` is False. Further fields go into the hello."""
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.socket = connect(
            server.origin.replace("http", "ws") + "/ws",
            subprotocols=["sandglass.v1"],
            additional_headers=headers,
            origin=origin,
            ssl=ANY_CERTIFICATE if server.origin.startswith("https") else None,
            max_size=None,
            close_timeout=5,
        )
        # A command's id is new on every connection of a tab: the same id is the same command (CMD2).
        self.ids = (f"{uuid.uuid4().hex[:8]}-{number}" for number in itertools.count(1))
        self.events = []
        self.replies = {}
        self.presence = None
        self.welcome = None
        if hello is not False:
            self.say(type="hello", v=1, tab={"name": "fake", "visible": True, **fields.pop("tab", {})}, **fields)
            self.welcome = self.until(lambda message: message["type"] == "welcome")

    @property
    def session(self):
        return self.welcome["session"]

    @property
    def id(self):
        return self.welcome["tab"]

    def say(self, **message):
        self.socket.send(json.dumps(message))

    def frame(self, opcode, payload):
        """Sends one raw frame, masked with zeros, whatever is in it."""
        length = len(payload)
        size = bytes([0x80 | length]) if length < 126 else bytes([0xFE]) + length.to_bytes(2, "big")
        self.socket.socket.sendall(bytes([0x80 | opcode]) + size + bytes(4) + payload)

    def command(self, type, **fields):
        """Sends a command and returns its id."""
        fields.setdefault("id", next(self.ids))
        self.say(type=type, **fields)
        return fields["id"]

    def ask(self, type, **fields):
        """Sends a command and returns its reply."""
        id = self.command(type, **fields)
        return self.until(lambda message: message["type"] == "reply" and message["re"] == id)

    def receive(self, timeout=30):
        message = json.loads(self.socket.recv(timeout=timeout))
        if message["type"] == "event":
            self.events.append(message)
        elif message["type"] == "events":
            self.events += message["events"]
        elif message["type"] == "reply":
            self.replies[message["re"]] = message
        elif message["type"] == "presence":
            self.presence = message["tabs"]
        return message

    def until(self, is_wanted, timeout=30):
        """Receives up to and with the first message that is wanted."""
        while True:
            message = self.receive(timeout)
            if is_wanted(message):
                return message

    def event(self, kind, **fields):
        """The first event of that kind with these fields, received already or to come."""

        def fits(message):
            return message.get("kind") == kind and all(message.get(key) == value for key, value in fields.items())

        while not (found := next(filter(fits, self.events), None)):
            self.receive()
        return found

    def ready(self):
        self.ask("sandbox", state="ready")
        return self

    def outcome(self, run, outcome="ok", **fields):
        return self.ask("outcome", **run, outcome=outcome, **fields)

    def output(self, run, at=0, output=FIGURE, **fields):
        return self.ask("output", **run, at=at, output=output, **fields)

    def close(self):
        self.socket.close()

    @property
    def seen(self):
        """The position in the log."""
        return self.events[-1]["seq"] if self.events else 0

    def closed(self):
        """Waits for the server to close: (code, reason)."""
        try:
            while True:
                self.receive()
        except ConnectionClosed as closed:
            return closed.rcvd.code, closed.rcvd.reason


def key(event):
    """The run that an event speaks of."""
    return {name: event[name] for name in ("turn", "attempt", "lease")}


def asked(server, text="plot", **more):
    """A ready tab that has asked; `more` is how it connects."""
    tab = Tab(server, **more).ready()
    tab.ask("prompt", text=text)
    return tab
