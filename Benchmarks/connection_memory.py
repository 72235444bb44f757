"""What a connection takes of the server's resident memory: idle, after its first messages, and with half of one received.

Run it after scripts/conformance has built what it uses: python3 -m Benchmarks.connection_memory [--connections N]
"""

import argparse
import pathlib
import random
import socket
import subprocess
import zlib

from Benchmarks import ROOT

ECHO = ROOT / ".build" / "release" / "websocket-echo"
REQUEST = (
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"


def frame(message, compressed):
    first, payload = 0x81, message
    if compressed:
        compressor = zlib.compressobj(1, zlib.DEFLATED, -15)
        first, payload = 0xC1, (compressor.compress(message) + compressor.flush(zlib.Z_SYNC_FLUSH))[:-4]
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    return bytes([first]) + size + bytes(4) + payload


def read_frame(connection):
    def exactly(count):
        data = b""
        while len(data) < count:
            data += connection.recv(count - len(data))
        return data

    _, length = exactly(2)
    if length == 126:
        length = int.from_bytes(exactly(2), "big")
    exactly(length)


def resident(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


def measure(count, compressed):
    """KiB for each connection after each step."""
    process = subprocess.Popen([ECHO, "--port", "0"], stdout=subprocess.PIPE, text=True)
    connections = []
    try:
        port = int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])

        def join():
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall((REQUEST + (OFFER if compressed else "") + "\r\n").encode())
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += connection.recv(1)
            assert (b"permessage-deflate" in head) == compressed
            connections.append(connection)

        def exchange(message):
            for connection in connections:
                connection.sendall(message)
                read_frame(connection)

        # What the first ones take is the server's own.
        for _ in range(100):
            join()
        exchange(frame(b"warm " * 5_000, compressed))
        before = resident(process)
        for _ in range(count):
            join()
        steps = [resident(process) - before]
        digits = random.Random(1)
        large = "".join(digits.choice("0123456789,") for _ in range(20_000)).encode()
        exchange(frame(b'{"type":"ping"}', compressed))
        steps.append(resident(process) - before)
        exchange(frame(large, compressed))
        steps.append(resident(process) - before)
        half = frame(large, compressed)
        for connection in connections:
            connection.sendall(half[: len(half) // 2])
        # Whoever answers this has read what was sent before.
        probe = socket.create_connection(("127.0.0.1", port))
        probe.sendall((REQUEST + "\r\n").encode() + frame(b"probe", False))
        probe.recv(4096)
        steps.append(resident(process) - before)
        return [step / count for step in steps]
    finally:
        for connection in connections:
            connection.close()
        process.terminate()
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=2_000)
    count = parser.parse_args().connections
    print(f"| KiB a connection, of {count:,} | idle | after a small message | after one of 20 KB | half of one received |")
    print("|---|---|---|---|---|")
    for title, compressed in (("plain", False), ("permessage-deflate", True)):
        print(f"| {title} |", " | ".join(f"{step:.1f}" for step in measure(count, compressed)), "|")


if __name__ == "__main__":
    main()
