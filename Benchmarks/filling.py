"""Fills long sessions over the wire, with a tab that runs nothing and a model that answers by script."""

import json
import random

from harness.model import ScriptedModel, program
from harness.server import Server
from harness.tab import FIGURE, Tab, key

# A connection may report 2,000 times and command 200 times at once: none here comes near either.
TURNS_OF_A_CONNECTION = {"events": 2, "figures": 100}
PRINTS_OF_A_TURN = 985
POINTS_OF_A_FIGURE = 5_000


def prints(turn):
    """A thousand lines that a program printed, and a small figure."""
    lines = (f"turn {turn}, step {step}: loss {1 / (step + 1):.6f}\n" for step in range(PRINTS_OF_A_TURN))
    return [*({"output_type": "stream", "name": "stdout", "text": line} for line in lines), FIGURE]


def scatter(turn):
    """One figure of about 100 KB."""
    draw = random.Random(turn)
    values = [round(draw.gauss(0, 10), 14) for _ in range(POINTS_OF_A_FIGURE)]
    trace = {"type": "scatter", "mode": "markers", "y": values}
    figure = {"data": [trace], "layout": {"title": {"text": f"Figure {turn}"}}}
    return [{"output_type": "display_data", "data": {"application/vnd.plotly.v1+json": figure}, "metadata": {}}]


OUTPUTS = {"events": prints, "figures": scatter}


def fill(data, kind, size):
    """The id of a session of at least `size` events, or of so many figures, under `data`; one that is there is taken."""
    index = data / "filled.json"
    filled = json.loads(index.read_text()) if index.exists() else {}
    name = f"{size} {kind}"
    if name not in filled:
        with ScriptedModel() as model:
            server = Server(data / "server", **model.settings).start()
            try:
                filled[name] = new_session(server, model, kind, size)
            finally:
                server.stop()
        index.write_text(json.dumps(filled))
    return filled[name]


def new_session(server, model, kind, size):
    tab = Tab(server).ready()
    turn = 0
    while (turn if kind == "figures" else tab.events[-1]["seq"] if tab.events else 0) < size:
        if turn and turn % TURNS_OF_A_CONNECTION[kind] == 0:
            position = {"epoch": tab.welcome["epoch"], "seq": tab.events[-1]["seq"]}
            tab.close()
            tab = Tab(server, session=tab.session, after=position).ready()
        turn += 1
        model.will(program(f"import plotly.express as px\nfig = px.scatter(y=measure({turn}))"))
        one_turn(tab, turn, OUTPUTS[kind](turn))
    tab.close()
    return tab.session


def one_turn(tab, turn, outputs):
    tab.ask("prompt", text=f"Draw what was measured, part {turn}")
    run = key(tab.event("run.leased", turn=turn))
    for at, output in enumerate(outputs):
        tab.command("output", **run, at=at, output=output)
    tab.outcome(run)
    ended = tab.event("turn.ended", turn=turn)
    assert ended["outcome"] == "plotted", ended
