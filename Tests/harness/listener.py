"""Ears on the machine's loopback: counts whatever reaches a socket on which nobody should ever be heard."""

import selectors
import socket
import threading

# A WebSocket client needs an answer to its key to say more; for counting, the connection is enough.
RESPONSE = (
    b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nCross-Origin-Resource-Policy: cross-origin\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 7\r\nConnection: close\r\n\r\nESCAPED"
)


class Listener:
    """Listens by TCP on 127.0.0.1 and ::1, and by UDP; answers every request with a text that says ESCAPED."""

    def __init__(self):
        self.met = []
        self.rings = threading.Condition()
        self.sockets = [
            bound(socket.AF_INET, socket.SOCK_STREAM, "127.0.0.1"),
            bound(socket.AF_INET, socket.SOCK_STREAM, "127.0.0.1"),
            bound(socket.AF_INET6, socket.SOCK_STREAM, "::1"),
            bound(socket.AF_INET, socket.SOCK_DGRAM, "127.0.0.1"),
        ]
        self.http, self.other, self.six, self.udp = (one.getsockname()[1] for one in self.sockets)
        self.ends, self.over = socket.socketpair()

    def __enter__(self):
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ends.close()
        self.thread.join()
        for one in (*self.sockets, self.over):
            one.close()

    @property
    def places(self):
        """What stands in snippets for the addresses."""
        return {
            "{listener}": f"127.0.0.1:{self.http}",
            "{listener2}": f"127.0.0.1:{self.other}",
            "{listener6}": f"[::1]:{self.six}",
            "{udp}": f"127.0.0.1:{self.udp}",
        }

    @property
    def port(self):
        return self.http

    def note(self, kind, what):
        with self.rings:
            self.met.append((kind, what))
            self.rings.notify_all()

    def heard(self, is_true, limit=30):
        """Whether it becomes true, asked anew at everything that is heard."""
        with self.rings:
            return self.rings.wait_for(is_true, limit)

    def listen(self):
        with selectors.DefaultSelector() as selector:
            selector.register(self.over, selectors.EVENT_READ)
            for one in self.sockets:
                selector.register(one, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self.over:
                        return
                    self.hear(key.fileobj)

    def hear(self, heard):
        if heard.type == socket.SOCK_DGRAM:
            self.note("udp", heard.recv(2048)[:80])
            return
        connection, _ = heard.accept()
        self.note("tcp", heard.getsockname()[1])
        threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection):
        with connection:
            connection.settimeout(2)
            try:
                self.note("said", connection.recv(2048)[:200])
                connection.sendall(RESPONSE)
            except OSError:
                pass


def bound(family, kind, host):
    one = socket.socket(family, kind)
    one.bind((host, 0))
    if kind == socket.SOCK_STREAM:
        one.listen(64)
    return one
