"""A TCP proxy on loopback that does to connections what networks do, by a seed."""

import asyncio
import random
import socket
import struct
from collections import Counter

CHUNK = 64 << 10
# A close with this sends RST and drops what was not sent yet (socket(7), SO_LINGER).
LINGER_NONE = struct.pack("ii", 1, 0)

KINDS = {
    "none": 2,
    "rst": 3,
    "fin": 3,
    # A part of a chunk and then FIN: the peer is left with the beginning of a frame.
    "torn": 3,
    # One direction, or both, carry nothing any more while both sockets stay open.
    "half-open up": 1,
    "half-open down": 1,
    "half-open both": 1,
}


class Proxy:
    """Forwards to `port`. What happens to the n-th connection is drawn from the seed and n alone."""

    def __init__(self, port, seed, life=1.5, stall=4.0, delay=0.06):
        """
        `life`: mean seconds until a connection's fault. `stall`: seconds that a half-open connection stays at most.
        `delay`: the longest that a chunk is held back.
        """
        self.upstream = port
        self.seed = seed
        self.life, self.stall, self.delay = life, stall, delay
        self.cuts = Counter()
        self.delays = 0
        self.links = {}
        self.accepted = 0
        self.is_calm = False

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.accept, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self.server.close()
        tasks = list(self.links.values())
        for link in list(self.links):
            link.close(is_reset=True)
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def calm(self, is_calm=True):
        """No further faults; connections that hang are ended."""
        self.is_calm = is_calm
        for link in list(self.links):
            if is_calm and link.stalled:
                link.close(is_reset=True)

    async def accept(self, reader, writer):
        self.accepted += 1
        link = Link(self, random.Random(f"{self.seed}/{self.accepted}"), reader, writer)
        self.links[link] = asyncio.current_task()
        try:
            await link.carry()
        finally:
            del self.links[link]


class Link:
    """One connection through the proxy, with the fault it will meet."""

    def __init__(self, proxy, rng, reader, writer):
        self.proxy = proxy
        self.rng = rng
        self.kind = rng.choices(list(KINDS), KINDS.values())[0]
        self.life = rng.expovariate(1 / proxy.life)
        self.torn = rng.choice(("up", "down"))
        self.is_torn = False
        self.stalled = set()
        self.over = asyncio.Event()
        self.client = (reader, writer)
        self.ends = [writer]

    async def carry(self):
        try:
            upstream = await asyncio.open_connection("127.0.0.1", self.proxy.upstream)
        except OSError:
            self.close(is_reset=True)
            return
        self.ends.append(upstream[1])
        tasks = [
            asyncio.create_task(self.pump("up", self.client[0], upstream[1])),
            asyncio.create_task(self.pump("down", upstream[0], self.client[1])),
            asyncio.create_task(self.fault()),
        ]
        await self.over.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def pump(self, direction, reader, writer):
        """Carries one direction; its end is the connection's."""
        try:
            while chunk := await reader.read(CHUNK):
                if not self.proxy.is_calm and self.rng.random() < 0.05:
                    self.proxy.delays += 1
                    await asyncio.sleep(self.rng.uniform(0, self.proxy.delay))
                if direction in self.stalled:
                    await self.over.wait()
                if self.is_torn and direction == self.torn and len(chunk) > 1:
                    await self.tear(chunk, writer)
                    break
                writer.write(chunk)
                await writer.drain()
            self.close()
        except OSError:
            self.close(is_reset=True)

    async def tear(self, chunk, writer):
        """Passes only a part of the chunk on."""
        self.proxy.cuts["torn"] += 1
        # The end that follows is a FIN: an RST would take the part back from a peer that has not read it.
        writer.write(chunk[: self.rng.randrange(1, len(chunk))])
        await writer.drain()

    async def fault(self):
        await asyncio.sleep(self.life)
        if self.kind == "none" or self.proxy.is_calm:
            return
        if self.kind == "torn":
            # Whichever chunk comes next in that direction.
            self.is_torn = True
            return
        self.proxy.cuts[self.kind] += 1
        if self.kind in ("rst", "fin"):
            self.close(is_reset=self.kind == "rst")
            return
        way = self.kind.split()[1]
        self.stalled = {"up", "down"} if way == "both" else {way}
        await asyncio.sleep(self.proxy.stall)
        self.close(is_reset=True)

    def close(self, is_reset=False):
        self.over.set()
        for writer in self.ends:
            if is_reset:
                end = writer.get_extra_info("socket")
                if end.fileno() >= 0:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NONE)
                writer.transport.abort()
            else:
                writer.close()
