"""Plays the runs that are leased to a tab, as the page's runner and its sandbox would (RUN1, RUN4, OPN4)."""

import asyncio


class Player:
    """A run is held from its lease until the log says that it ended or went elsewhere."""

    def __init__(self, tab):
        self.tab = tab
        self.held = None
        # The log's lease without an end.
        self.open = None
        self.task = None
        self.state = "ready"
        # Outcomes that are not ok, out of one; 0 lets every turn come to its end.
        self.failing = 0.45

    def welcomed(self, welcome):
        if welcome["mode"] == "reset":
            self.open = None
        if self.tab.seq >= welcome["seq"]:
            self.settle()
        self.tab.tell("sandbox", state=self.state, visible=self.tab.visible)

    def saw(self, event):
        kind = event["kind"]
        if kind == "run.leased":
            self.open = key(event)
        elif kind in ("run.ended", "turn.ended"):
            self.open = None
        if event["seq"] >= self.tab.caught_up_at:
            self.settle()
        # A lease in the history is one that this tab lost; the server leases the run anew.
        if kind == "run.leased" and event["tab"] == self.tab.id and event["seq"] > self.tab.caught_up_at:
            self.held = self.open
            self.task = asyncio.create_task(self.play(self.held))

    def answered(self, command, reply):
        """A run that was refused, and this is known, is not executed any more: no hello names it."""
        is_refusal = command["type"] == "outcome" and command["outcome"] == "refused"
        if is_refusal and "ok" in reply and self.held == key(command):
            self.held = None

    def settle(self):
        if self.held and self.held != self.open:
            self.stop()

    def stop(self):
        self.held = None
        if self.task:
            self.task.cancel()
        self.become("ready")

    def become(self, state):
        if state != self.state:
            self.state = state
            self.tab.tell("sandbox", state=state)

    async def play(self, run):
        """Outputs and an outcome, each marked with the run and the tab it comes from."""
        rng, tab = self.tab.rng, self.tab
        self.become("busy")
        tab.tell("progress", **run, phase="running")
        outcome = "ok"
        if rng.random() < self.failing:
            outcome = rng.choices(("error", "timeout", "crashed", "refused", "interrupted"), (12, 2, 2, 3, 1))[0]
        for at in range(rng.randrange(1, 6)):
            await asyncio.sleep(rng.uniform(0, 0.04))
            tab.command("output", **run, at=at, output=output(mark(tab.id, run, at), at))
        await asyncio.sleep(rng.uniform(0, 0.04))
        error = {"ename": "PlayedError", "evalue": mark(tab.id, run), "traceback": [], "line": 1}
        says = {} if outcome in ("ok", "refused") else {"error": error}
        tab.command("outcome", **run, outcome=outcome, **says)
        await asyncio.sleep(rng.uniform(0, 0.02))
        self.become("ready")


def key(event):
    return {name: event[name] for name in ("turn", "attempt", "lease")}


def mark(tab, run, at="end"):
    """Says whose report it is, so that the log can be asked whether each is where it belongs."""
    return f"{tab} {run['turn']}.{run['attempt']}.{run['lease']} {at}"


def output(text, at):
    """One of Jupyter's: the third of a run is a figure, the others are lines of text."""
    if at != 2:
        return {"output_type": "stream", "name": "stdout", "text": text}
    figure = {"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": {"title": {"text": text}}}
    return {"output_type": "display_data", "data": {"application/vnd.plotly.v1+json": figure}, "metadata": {}}
