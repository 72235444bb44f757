"""One task through the whole product, and what the log says of it."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from .checks import faults

FIGURE = "application/vnd.plotly.v1+json"


@dataclass
class Turn:
    task: str
    grade: str
    loop: str
    # Of each attempt: "right", "wrong", or the name of its error.
    attempts: list = field(default_factory=list)
    # What its last figure misses.
    missed: list = field(default_factory=list)
    tokens: int = 0
    seconds: float = 0.0

    @property
    def is_solved(self):
        return self.attempts[-1:] == ["right"]

    asdict = asdict


def read(task, loop, events):
    """The turn that these events are."""
    turn = Turn(task["id"], task["grade"], loop)
    turn.seconds = (when(events[-1]) - when(events[0])).total_seconds()
    turn.tokens = sum(event["input"] + event["output"] for event in events if event["kind"] == "attempt.answered")
    for number in sorted({event["attempt"] for event in events if "attempt" in event}):
        attempt = [event for event in events if event.get("attempt") == number]
        ended = next((event for event in attempt if event["kind"] in ("run.ended", "attempt.failed")), None)
        if ended and ended.get("error"):
            turn.attempts.append(ended["error"]["ename"])
            continue
        figures = [event["output"]["data"][FIGURE] for event in attempt if event["kind"] == "run.output" and FIGURE in event["output"].get("data", {})]
        misses = [faults(task, figure) for figure in figures] or [["there is no figure"]]
        turn.missed = min(misses, key=len)
        turn.attempts.append("wrong" if turn.missed else "right")
    return turn


def when(event):
    return datetime.fromisoformat(event["at"])
