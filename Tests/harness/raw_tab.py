"""A tab that sees the bytes: it negotiates as it is told, and inflates with nothing but zlib."""

import base64
import json
import os
import socket
import zlib

from .server import TOKEN

TAIL = b"\x00\x00\xff\xff"


def deflated(text, window=15):
    """The payload of a compressed frame (RFC 7692, 7.2.1)."""
    compressor = zlib.compressobj(1, zlib.DEFLATED, -window)
    return (compressor.compress(text) + compressor.flush(zlib.Z_SYNC_FLUSH))[: -len(TAIL)]


class Closed(Exception):
    """The server closed: code, reason."""


class RawTab:
    def __init__(self, server, *offers):
        """Connects; each offer is a line of Sec-WebSocket-Extensions."""
        lines = [
            "GET /ws HTTP/1.1",
            f"Host: 127.0.0.1:{server.port}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Protocol: sandglass.v1",
            f"Authorization: Bearer {TOKEN}",
            *(f"Sec-WebSocket-Extensions: {offer}" for offer in offers),
        ]
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=120)
        self.socket.sendall("".join(f"{line}\r\n" for line in [*lines, ""]).encode())
        self.stream = self.socket.makefile("rb")
        self.status = self.stream.readline().decode()
        self.headers = {}
        while line := self.stream.readline().decode().strip():
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()
        self.agreed = self.headers.get("sec-websocket-extensions")
        self.inflater = None
        # Of each event: its seq, the frame's bytes and what it stands for.
        self.frames = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()
        self.socket.close()

    def send(self, payload, first=0x81):
        """One frame, masked with zeros."""
        length = len(payload)
        if length < 126:
            size = bytes([0x80 | length])
        elif length < 1 << 16:
            size = b"\xfe" + length.to_bytes(2, "big")
        else:
            size = b"\xff" + length.to_bytes(8, "big")
        self.socket.sendall(bytes([first]) + size + bytes(4) + payload)

    def say(self, **message):
        self.send(json.dumps(message).encode())

    def hello(self, **fields):
        self.say(type="hello", v=1, tab={"name": "raw", "visible": True}, **fields)
        return self.until("welcome")

    def receive(self):
        """(bytes on the wire, whether they are compressed, message)."""
        head = self.stream.read(2)
        if len(head) < 2:
            raise Closed(None, "without a close frame")
        size = {126: 2, 127: 8}.get(head[1], 0)
        extended = self.stream.read(size)
        payload = self.stream.read(int.from_bytes(extended, "big") if size else head[1])
        if head[0] == 0x88:
            raise Closed(int.from_bytes(payload[:2], "big"), payload[2:].decode())
        assert head[0] in (0x81, 0xC1), f"a frame that begins with {head[0]:#x}"
        isCompressed = head[0] == 0xC1
        text = self.inflate(payload) if isCompressed else payload
        message = json.loads(text)
        if message["type"] == "event":
            self.frames.append((message["seq"], head + extended + payload, text))
        return head + extended + payload, isCompressed, message

    def inflate(self, payload):
        if self.inflater is None or "server_no_context_takeover" in self.agreed:
            self.inflater = zlib.decompressobj(-15)
        return self.inflater.decompress(payload + TAIL)

    def until(self, type, **fields):
        """Receives up to and with the first message that is wanted."""
        while True:
            _, _, message = self.receive()
            if message["type"] == type and all(message.get(key) == value for key, value in fields.items()):
                return message

    def closed(self):
        """Waits for the server to close: (code, reason)."""
        try:
            while True:
                self.receive()
        except Closed as closed:
            return closed.args
