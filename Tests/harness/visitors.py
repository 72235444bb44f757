"""A session's tabs, the person who uses them, and the audit of what comes of it."""

import asyncio
import json
import random

from .reconnecting import ReconnectingTab
from .session_audit import SessionAudit

# Commands without an answer with which a tab is left alone for a while.
PATIENT = 20


class Visitors:
    def __init__(self, server, origin, session, seed, bell):
        """`server` is asked for the log; tabs connect to `origin`, which may be a proxy."""
        self.server, self.origin, self.session = server, origin, session
        self.seed = f"{seed}/{session}"
        self.rng = random.Random(self.seed)
        self.bell = bell
        self.tabs = []
        self.audit = SessionAudit()
        self.person = None
        self.asked = 0

    def come(self, number, seed):
        """So many more tabs; the first is looked at."""
        for _ in range(number):
            name = f"tab{len(self.tabs) + 1}"
            tab = ReconnectingTab(self.origin, self.session, name, seed, self.bell, visible=not self.tabs)
            self.tabs.append(tab)
            tab.start()

    def use(self):
        self.person = asyncio.create_task(self.ask_around())

    async def ask_around(self):
        while True:
            await asyncio.sleep(self.rng.uniform(0.02, 0.25))
            tab = self.rng.choice(self.tabs)
            if len(tab.commands.unanswered) < PATIENT:
                self.act(tab)

    def act(self, tab):
        """Mostly asks when nothing is in flight, and mostly waits when something is."""
        roll = self.rng.random()
        self.asked += 1
        if tab.open_turn is None:
            if tab.ended_turns and roll < 0.25:
                tab.command("rerun", turn=self.rng.choice(sorted(tab.ended_turns)), code=f"edited = {self.asked}")
            else:
                tab.command("prompt", text=f"prompt {self.asked} é😀")
        elif roll < 0.05:
            tab.command("cancel", turn=tab.open_turn)
        elif roll < 0.1:
            tab.command("prompt", text=f"hasty prompt {self.asked}")

    async def rest(self):
        """The person goes; runs succeed from now on."""
        self.person.cancel()
        await asyncio.gather(self.person, return_exceptions=True)
        for tab in self.tabs:
            tab.player.failing = 0

    async def leave(self):
        await asyncio.gather(*(tab.leave() for tab in self.tabs))

    @property
    def is_here(self):
        return any(tab.is_open for tab in self.tabs)

    @property
    def is_settled(self):
        """Everybody is here, knows the same, waits for nothing, and nothing is in flight."""
        return len({tab.seq for tab in self.tabs}) == 1 and all(
            tab.is_open and tab.seq >= tab.caught_up_at and not tab.commands.unanswered and tab.open_turn is None
            for tab in self.tabs
        )

    def log(self, after=0):
        """The log beyond that event, as the HTTP API tells it."""
        events = []
        while True:
            path = f"/api/sessions/{self.session}/events?after={after + len(events)}"
            status, _, text = self.server.request(path)
            assert status == 200, f"{path}: {status} {text}"
            page = json.loads(text)
            events += page["events"]
            if after + len(events) >= page["seq"]:
                return events

    async def look(self):
        """Reads on in the log, and compares what the tabs were told with it. Returns what is wrong so far."""
        self.audit.log.grow(await asyncio.to_thread(self.log, len(self.audit.log.events)))
        for tab in self.tabs:
            tab.lost += self.audit.read_by(tab)
        for task in (self.person, *(task for tab in self.tabs for task in (tab.task, tab.player.task))):
            # Whoever failed says so here.
            if task and task.done() and not task.cancelled():
                task.result()
        return self.wrong

    async def look_back(self):
        """At the end: all of the above, for everything that was said and asked."""
        await self.look()
        if await asyncio.to_thread(self.log) != self.audit.log.events:
            self.audit.wrong.append("the log is not what it was")
        self.audit.over(self.tabs)
        return self.wrong

    @property
    def wrong(self):
        complaints = [f"{tab.name}: {complaint}" for tab in self.tabs for complaint in tab.complaints]
        return [f"session {self.session}: {one}" for one in self.audit.log.wrong + self.audit.wrong + complaints]

    def __str__(self):
        tabs = (
            f"{tab.name} {'dead' if tab.task.done() else 'open' if tab.is_open else 'away'} "
            f"at {tab.seq} of {tab.caught_up_at}, turn {tab.open_turn}, run {tab.player.held}, {tab.player.state}, "
            f"{len(tab.commands.unanswered)} unanswered, closed {dict(tab.closes)}, gave up {tab.given_up}"
            for tab in self.tabs
        )
        return f"session {self.session}: " + "; ".join(tabs)
