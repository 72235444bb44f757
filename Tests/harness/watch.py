"""A TCP proxy in front of the server that remembers every request line that passes."""

import re
import socket
import threading

LINE = re.compile(rb"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT) (\S{1,2000}) HTTP/1\.")


class Watch:
    """The server's own address for browsers: what they ask of it is in `requests`."""

    def __init__(self):
        self.requests = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.upstream = None

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def leaks(self):
        """Requests that only a snippet makes: each names itself with this word."""
        return [path for path in self.requests if "leak" in path]

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.socket.close()

    def accept(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(client,), daemon=True).start()

    def carry(self, client):
        try:
            server = socket.create_connection(("127.0.0.1", self.upstream))
        except OSError:
            client.close()
            return
        threading.Thread(target=self.pump, args=(server, client, None), daemon=True).start()
        self.pump(client, server, b"")

    def pump(self, source, target, rest):
        """Carries one direction to its end; requests are looked for in it when `rest` is not None."""
        try:
            while chunk := source.recv(1 << 16):
                if rest is not None:
                    rest = self.look(rest + chunk)
                target.sendall(chunk)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            source.close()
            target.close()

    def look(self, text):
        """Notes the request lines; returns what may be the beginning of another one."""
        end = 0
        for found in LINE.finditer(text):
            self.requests.append(found[1].decode("latin-1"))
            end = found.end()
        return text[max(end, len(text) - 2100) :]
