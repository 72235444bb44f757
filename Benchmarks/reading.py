"""Reads a session from its start: as a page in Chromium, and as bare frames."""

import base64
import contextlib
import json
import os
import socket
import threading
import time

from harness.server import TOKEN

MIB = 1 << 20

# The page's own clock begins with its navigation. What the socket brings is ASCII here, so its characters are its bytes.
WATCH = """
(turn => {
  const watched = (window.watched = { bytes: 0, frames: 0 });
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        watched.bytes += data.length;
        watched.frames += 1;
      });
    }
  };
  const last = `article.turn[data-turn='${turn}']`;
  const inside = (element) => {
    if (!element) return false;
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const look = () => {
    if (!watched.seen && inside(document.querySelector(`${last}[data-outcome]`))) watched.seen = performance.now();
    const drawn = document.querySelector(`${last} iframe.figure[data-drawn=true]`);
    if (!watched.drawn && drawn) watched.drawn = performance.now();
    if (watched.seen && watched.drawn) document.documentElement.dataset.watched = "all";
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
"""


class Memory:
    """A process's resident memory in MiB."""

    def __init__(self, pid):
        self.folder = f"/proc/{pid}"
        # Begins the peak anew (proc(5), clear_refs).
        with open(f"{self.folder}/clear_refs", "w") as file:
            file.write("5")
        self.before = self.now

    def read(self, field):
        with open(f"{self.folder}/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith(field))

    @property
    def now(self):
        return self.read("VmRSS")

    @property
    def row(self):
        return {"server before, MiB": self.before, "server peak, MiB": self.read("VmHWM"), "server after, MiB": self.now}


def open_page(context, server, session, turn):
    """One new tab of a warm browser, until the last turn's figure is drawn."""
    memory = Memory(server.process.pid)
    page = context.new_page()
    page.set_default_timeout(600_000)
    page.add_init_script(f"{WATCH}({turn})")
    page.goto(f"{server.address}&session={session}")
    page.wait_for_selector("html[data-watched=all]", state="attached")
    watched = page.evaluate("window.watched")
    fetched = page.evaluate(
        """performance.getEntriesByType("resource").filter(({ name }) => name.includes("/api/"))
            .reduce((sum, { transferSize }) => sum + transferSize, 0)"""
    )
    row = {"last turn visible, s": watched["seen"] / 1000, "its figure drawn, s": watched["drawn"] / 1000}
    row |= memory.row | {"page's heap, MiB": heap(page, collect=False), "collected, MiB": heap(page, collect=True)}
    row |= {"frames": watched["frames"], "socket, MiB": watched["bytes"] / MIB, "HTTP, MiB": fetched / MIB}
    page.close()
    return row


def heap(page, collect):
    session = page.context.new_cdp_session(page)
    if collect:
        session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return metrics["JSHeapUsedSize"] / MIB


def read_frames(server, session, compact):
    """The same as bare frames, none of which is parsed: what the server and the wire alone take."""
    memory = Memory(server.process.pid)
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=600) as connection, contextlib.ExitStack() as ending:
        connection.sendall(upgrade(server))
        stream = connection.makefile("rb", buffering=MIB)
        while stream.readline().strip():
            pass
        hello = {"type": "hello", "v": 1, "session": session, "tab": {"name": "reader", "visible": False}}
        connection.sendall(masked(hello | ({"compact": True} if compact else {})))
        ending.callback(beat(connection))
        last, frames, size = None, 0, 0
        for payload in payloads(stream):
            frames, size = frames + 1, size + len(payload)
            if last is None:
                last = b'"seq":%d' % json.loads(payload)["seq"]
            elif last in payload:
                break
        seconds = time.monotonic() - start
        return {"seconds": seconds} | memory.row | {"frames": frames, "socket, MiB": size / MIB}


def beat(connection):
    """Pings, as a reader has to (OPN7); gives what ends it."""
    over = threading.Event()

    def ping():
        while not over.wait(2):
            connection.sendall(masked({"type": "ping"}))

    thread = threading.Thread(target=ping)
    thread.start()
    return lambda: (over.set(), thread.join())


def upgrade(server):
    fields = {
        "Host": f"127.0.0.1:{server.port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": "sandglass.v1",
        "Authorization": f"Bearer {TOKEN}",
    }
    lines = ["GET /ws HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


def masked(message):
    """A text frame, masked with zeros (RFC 6455, 5.2)."""
    payload = json.dumps(message).encode()
    length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    return b"\x81" + length + bytes(4) + payload


def payloads(stream):
    """Those of the text frames; a server's are not masked."""
    while header := stream.read(2):
        length = header[1]
        if length > 125:
            length = int.from_bytes(stream.read(2 if length == 126 else 8), "big")
        payload = stream.read(length)
        if header[0] & 0x0F == 1:
            yield payload
        elif header[0] & 0x0F == 8:
            raise ConnectionError(f"the server closed: {payload[:2].hex()} {payload[2:].decode()}")
