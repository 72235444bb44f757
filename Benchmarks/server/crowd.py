"""Many tabs in one process that count the bytes they are sent."""

import select
import socket
import time

UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"
)
# Connections that are opened at once.
BATCH = 200
PATIENCE = 60
# Seconds between two looks at what has come.
GLANCE = 0.002


def connect(port, path, count, more="", source=lambda index: ""):
    """Opened sockets, the handshake done. `source` gives the address of each one's own end, `more` further headers."""
    request = UPGRADE.format(path=path, port=port, more=more).encode()
    opened = []
    while len(opened) < count:
        batch = []
        for index in range(len(opened), min(count, len(opened) + BATCH)):
            address = source(index)
            batch.append(
                socket.create_connection(("127.0.0.1", port), PATIENCE, source_address=(address, 0) if address else None)
            )
        for each in batch:
            each.sendall(request)
        for each in batch:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                part = each.recv(1)
                assert part, f"closed in its handshake: {head}"
                head += part
            assert head.startswith(b"HTTP/1.1 101 "), head
        opened += batch
    return opened


def masked(text):
    """A short text frame, masked with zeros."""
    payload = text.encode()
    assert len(payload) < 126
    return bytes([0x81, 0x80 | len(payload)]) + bytes(4) + payload


class Crowd:
    def __init__(self, port):
        self.port = port
        self.tabs = {}
        self.poll = select.epoll()
        [self.control] = connect(port, "/control", 1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.control.close()
        for tab in self.tabs.values():
            tab.close()
        self.poll.close()

    def grow(self, count):
        """Until there are so many."""
        for tab in connect(self.port, "/", count - len(self.tabs)):
            tab.setblocking(False)
            self.tabs[tab.fileno()] = tab
            self.poll.register(tab.fileno(), select.EPOLLIN)
        # A tab's handshake may be done before the server's list of them has it.
        time.sleep(0.5)

    def hear(self, messages, size):
        """Has so many messages sent to everybody, and returns when everybody has all bytes of them."""
        self.control.sendall(masked(str(messages)))
        due = messages * size * len(self.tabs)
        buffer = bytearray(1 << 16)
        tabs, poll = self.tabs, self.poll
        deadline = time.monotonic() + PATIENCE
        while due > 0:
            assert time.monotonic() < deadline, f"{due} bytes did not come"
            # Waking up who waits for a socket would be charged to the server, the more the slower it is.
            time.sleep(GLANCE)
            for tab, _ in poll.poll(0, len(tabs)):
                due -= tabs[tab].recv_into(buffer)
        assert due == 0, f"{-due} bytes too many"
