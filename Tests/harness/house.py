"""A server under observation: everybody who uses it, and what is looked at after each kill."""

import asyncio
import random
import socket

from . import database
from .bell import Bell
from .visitors import Visitors

SESSIONS = 3
# Seconds in which everything has come to its end once nobody disturbs it.
CALM = 60
# Right after one of these, an answer that was lost, or anything at all is a good moment to pull the plug.
EVENTS = ("turn.started", "attempt.started", "text", "code", "run.leased", "run.output", "run.ended", "turn.ended")
MOMENTS = (*EVENTS, "answer", "answer", None, None)


class House:
    """The server, and everybody who uses it."""

    def __init__(self, server, seed, tally):
        self.server, self.seed, self.tally = server, seed, tally
        self.rng = random.Random(seed)
        self.bell = Bell()
        self.sessions = []

    @property
    def tabs(self):
        return [tab for visitors in self.sessions for tab in visitors.tabs]

    async def open(self, origin):
        """New sessions with tabs of their own, and somebody at work in each."""
        for number in range(SESSIONS):
            _, _, text = await asyncio.to_thread(self.server.request, "/api/sessions", {})
            visitors = Visitors(self.server, origin, text.split('"')[3], f"{self.seed}/{number}", self.bell)
            visitors.come(self.rng.randint(2, 4), visitors.seed)
            visitors.use()
            self.sessions.append(visitors)

    async def moment(self):
        """A random instant of the activity, often right after an event of some kind or an answer that was lost."""
        await asyncio.sleep(self.rng.uniform(0.1, 1.6))
        kind = self.rng.choice(MOMENTS)

        def is_now(tab):
            return tab.commands.misses_answer if kind == "answer" else tab.events and tab.events[-1]["kind"] == kind

        if kind:
            try:
                await self.bell.until(lambda: any(map(is_now, self.tabs)), 1)
            except TimeoutError:
                # Nothing of the kind happens just now: this is as good a moment.
                pass
            await asyncio.sleep(self.rng.uniform(0, 0.01))

    async def kill(self):
        self.is_alive()
        await self.bury()

    async def bury(self):
        """Whatever state the server is in, it is dead now, and its database is looked at."""
        await asyncio.to_thread(self.server.kill)
        self.tally.counts["kills"] += 1
        self.check(await asyncio.to_thread(database.faults, self.server.data))

    async def start(self):
        """Starts the server; now and then it is killed before or while it does."""
        if self.rng.random() < 0.1:
            starting = asyncio.create_task(asyncio.to_thread(self.server.start))
            await asyncio.wait([starting], timeout=self.rng.uniform(0.01, 0.15))
            if self.server.process:
                self.server.process.kill()
            # It may have come up before it was killed.
            await asyncio.gather(starting, return_exceptions=True)
            await self.bury()
        await asyncio.to_thread(self.server.start)

    def is_alive(self):
        """A server that ended by itself is not to be taken for one that was killed."""
        status = self.server.process.poll()
        if status is not None:
            self.check([f"the server ended by itself with {status}: {self.server.errors()[-2000:]}"])

    async def serves(self):
        """Everybody's session is served again, and what was seen of it is in its log."""
        await self.bell.until(lambda: all(visitors.is_here for visitors in self.sessions), CALM, self.describe)
        for visitors in self.sessions:
            self.check(await visitors.look())
        self.tally.counts["rounds"] += 1

    async def close(self):
        """Everything comes to its end, and then all of it is looked at."""
        for visitors in self.sessions:
            await visitors.rest()
        await self.bell.until(lambda: all(visitors.is_settled for visitors in self.sessions), CALM, self.describe)
        for visitors in self.sessions:
            self.check(await visitors.look_back())
            await visitors.leave()

    def count(self):
        for visitors in self.sessions:
            self.tally.add(visitors.audit, visitors.tabs)
        self.sessions = []

    async def end(self):
        """Stops the server in order and looks at its database."""
        assert await asyncio.to_thread(self.server.stop) == 0
        self.check(await asyncio.to_thread(database.faults, self.server.data))

    def describe(self):
        status = self.server.process and self.server.process.poll()
        server = "is there" if status is None else f"ended by itself with {status}"
        return "\n".join([f"--seed {self.seed}; the server {server}", *map(str, self.sessions)])

    def check(self, wrong):
        assert not wrong, "\n".join([f"--seed {self.seed}", *wrong[:20]])


def free_port():
    """A port that no connection is given meanwhile, so that the server gets it again after each kill."""
    first = int(open("/proc/sys/net/ipv4/ip_local_port_range").read().split()[0])
    while True:
        port = random.randrange(first // 2, first)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
