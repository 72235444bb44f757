"""A tab that keeps to docs/protocol.md through every cut: position, re-sent commands, backoff, its run."""

import asyncio
import json
import random
from collections import Counter

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from .commands import Commands
from .player import Player
from .server import TOKEN

# Seconds. A page is more patient; a test has less time.
OPENING, PING, BACKOFF, LONGEST_BACKOFF = 2, 0.5, 0.02, 0.5
# So many pings without a word from the server, and the connection is taken for dead. They are counted, and not the
# seconds, because a machine that stands still for a while says nothing about the server.
PATIENCE = 4


class OutOfStep(Exception):
    """The messages do not follow one another: the tab reconnects with its position (EVT1)."""


class ReconnectingTab:
    """
    `events` is what it was told since its last reset, `complaints` what the protocol forbids and yet happened. It lives
    in an event loop, from `start` to `leave`, and rings `bell` at every change.
    """

    def __init__(self, origin, session, name, seed, bell, visible=True):
        self.address = origin.replace("http", "ws") + "/ws"
        self.session = session
        self.name = name
        self.bell = bell
        self.rng = random.Random(f"{seed}/{name}")
        self.key = f"key-{self.rng.getrandbits(128):032x}"
        self.visible = visible
        self.id = self.epoch = self.socket = self.task = None
        self.is_open = False
        self.caught_up_at = self.failures = self.unheard_pings = 0
        self.events = []
        self.open_turn = None
        self.ended_turns = set()
        self.outbox = None
        self.commands = Commands(name, self.rng)
        self.closes = Counter()
        # Connections that the tab itself broke.
        self.given_up = 0
        self.seen = self.lost = 0
        self.complaints = []
        self.player = Player(self)

    # What a person or a test does.

    def start(self):
        self.task = asyncio.create_task(self.live())

    async def leave(self):
        """Closes for good."""
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        self.player.stop()

    def command(self, type, **fields):
        """Sends a command that is kept until it is answered."""
        message = self.commands.keep(type, fields)
        if self.outbox:
            self.outbox.put_nowait(message)

    def tell(self, type, **fields):
        """A report that does not outlive its connection."""
        if self.outbox:
            self.outbox.put_nowait({"type": type, "id": self.commands.next_id(), **fields})

    async def reload(self):
        """Loses what a page keeps in memory, and comes back with its key."""
        await self.leave()
        self.forget()
        self.start()

    @property
    def seq(self):
        return len(self.events)

    # The connection.

    async def live(self):
        while True:
            try:
                await self.visit()
            except ConnectionClosed as closed:
                if closed.rcvd:
                    self.closed(closed.rcvd.code, closed.rcvd.reason)
            except (OSError, WebSocketException, EOFError):
                # Cut, refused, or an answer that was not to arrive.
                self.given_up += self.is_open
            except OutOfStep as gap:
                self.complaints.append(str(gap))
            finally:
                self.hang_up()
            # Full jitter: tabs do not come back in step.
            ceiling = min(LONGEST_BACKOFF, BACKOFF * 2**self.failures)
            self.failures += 1
            await asyncio.sleep(self.rng.uniform(0, ceiling))

    def hang_up(self):
        if self.socket:
            self.socket.transport.abort()
        self.socket = self.outbox = None
        self.is_open = False
        self.bell.ring()

    def closed(self, code, reason):
        self.closes[code] += 1
        if code >= 4500:
            self.complaints.append(f"closed with {code}: {reason}")

    async def visit(self):
        self.socket = await connect(
            self.address,
            subprotocols=["sandglass.v1"],
            additional_headers={"Authorization": f"Bearer {TOKEN}"},
            max_size=None,
            open_timeout=OPENING,
            ping_interval=None,
            proxy=None,
        )
        asked_after = await self.greet()
        async with asyncio.timeout(OPENING):
            welcome = json.loads(await self.socket.recv())
        self.welcomed(welcome, asked_after)
        helpers = [asyncio.create_task(self.send_all()), asyncio.create_task(self.ping())]
        try:
            while True:
                message = json.loads(await self.socket.recv())
                self.unheard_pings = 0
                self.received(message)
                self.bell.ring()
        finally:
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)

    async def greet(self):
        """Says hello; returns the position it named."""
        hello = {"type": "hello", "v": 1, "session": self.session}
        hello["tab"] = {"name": self.name, "visible": self.visible, "key": self.key}
        after = self.seq if self.epoch else None
        if self.epoch:
            hello["after"] = {"epoch": self.epoch, "seq": after}
        if self.player.held:
            hello["run"] = self.player.held
        await self.socket.send(json.dumps(hello))
        return after

    async def send_all(self):
        """One sender, so that commands go in the order they were given."""
        outbox, socket = self.outbox, self.socket
        while True:
            message = await outbox.get()
            self.commands.goes(message)
            await socket.send(json.dumps(message))

    async def ping(self):
        """Signs of life, which name the run (RUN8), until there is no answer to them."""
        self.unheard_pings = 0
        while True:
            await asyncio.sleep(PING)
            if self.unheard_pings == PATIENCE:
                self.given_up += 1
                self.socket.transport.abort()
                return
            self.unheard_pings += 1
            run = {"run": self.player.held} if self.player.held else {}
            await self.socket.send(json.dumps({"type": "ping", **run}))

    # What the server says.

    def welcomed(self, welcome, after):
        if welcome["type"] != "welcome":
            raise OutOfStep(f"{welcome['type']} came before the welcome")
        self.expect(self.id in (None, welcome["tab"]), f"the tab {self.id} became {welcome['tab']}")
        self.expect(self.epoch in (None, welcome["epoch"]), f"epoch {self.epoch} became {welcome['epoch']}")
        self.id, self.epoch, self.caught_up_at = welcome["tab"], welcome["epoch"], welcome["seq"]
        if welcome["mode"] == "tail":
            self.expect(after <= welcome["seq"], f"a tail after {after}; the log ends at {welcome['seq']}")
        else:
            if after is not None:
                self.lost += max(0, after - welcome["seq"])
                self.complaints.append(f"reset after {after}; the log ends at {welcome['seq']}")
            self.forget()
            self.epoch = welcome["epoch"]
        self.is_open = True
        if self.seq >= self.caught_up_at:
            self.failures = 0
        self.outbox = asyncio.Queue()
        self.player.welcomed(welcome)
        for message in self.commands.again():
            self.outbox.put_nowait(message)

    def received(self, message):
        match message["type"]:
            case "event":
                self.saw(message)
            case "reply":
                self.answered(message)

    def saw(self, event):
        if event["seq"] != self.seq + 1:
            raise OutOfStep(f"event {event['seq']} after {self.seq}")
        self.events.append(event)
        self.seen += 1
        if self.seq >= self.caught_up_at:
            self.failures = 0
        if event["kind"] in ("turn.started", "attempt.started"):
            self.open_turn = event["turn"]
        elif event["kind"] == "turn.ended":
            self.open_turn = None
            self.ended_turns.add(event["turn"])
        self.player.saw(event)

    def answered(self, reply):
        if command := self.commands.answered(reply):
            self.player.answered(command, reply)

    def expect(self, is_so, complaint):
        if not is_so:
            self.complaints.append(complaint)

    def forget(self):
        self.events = []
        self.epoch = self.open_turn = None
        self.ended_turns = set()
