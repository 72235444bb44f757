"""Bytes on the wire: a delivered token, and a figure of 200 KB, for a tab with compression and for one without.

The words come one at a time, each when the one before has come: nothing is coalesced, which is the worst case. The first tab
reads the events compressed with those before as their history, the second by themselves (server_no_context_takeover), the
third plain.
"""

import base64
import json
import math
import random
import re
import struct
import tempfile
import threading

from harness.model import BAR, ScriptedModel, says
from harness.raw_tab import RawTab
from harness.server import ROOT, Server
from harness.tab import key

from Benchmarks.lib.report import figure

TITLE = "Bytes on the wire, frames included"
PEERS = ["without history", "plain JSON"]
OFFERS = {"compressed": "permessage-deflate", "without history": "permessage-deflate; server_no_context_takeover", "plain JSON": None}


def words(count):
    """Prose as models write it, in the pieces in which they send it: short words whole, longer ones in two."""
    # Letters alone: what may begin a fence is held back until more has come.
    for word in re.findall("[A-Za-z]+", (ROOT / "docs" / "architecture.md").read_text())[:count]:
        yield f" {word[:6]}"
        if word[6:]:
            yield word[6:]


def noisy_wave(count):
    draw = random.Random(7)
    return [math.sin(index / 50) + draw.gauss(0, 0.2) for index in range(count)]


def figures():
    """A line's data in the forms that figures have them in."""

    def wave(x, y):
        trace = {"type": "scatter", "mode": "lines", "name": "signal", "x": x, "y": y}
        return {"data": [trace], "layout": {"title": {"text": "A wave"}}}

    def packed(values):
        return {"dtype": "f8", "bdata": base64.b64encode(struct.pack(f"<{len(values)}d", *values)).decode()}

    def days(count):
        return [f"20{day // 360 % 100:02}-{day // 30 % 12 + 1:02}-{day % 30 + 1:02}" for day in range(count)]

    yield "dates, prices with two digits", wave(days(8_300), [round(100 + 10 * value, 2) for value in noisy_wave(8_300)])
    yield "whole numbers, decimals with four digits", wave(list(range(14_500)), [round(y, 4) for y in noisy_wave(14_500)])
    yield "decimals with all digits", wave(list(range(7_900)), noisy_wave(7_900))
    yield "typed arrays (f8)", wave(packed([float(x) for x in range(9_300)]), packed(noisy_wave(9_300)))


def tabs(server):
    """One of each kind, in one new session."""
    opened = {name: RawTab(server, *([offer] if offer else [])) for name, offer in OFFERS.items()}
    first = next(iter(opened.values()))
    session = first.hello()["session"]
    for tab in list(opened.values())[1:]:
        tab.hello(session=session)
    return opened


def sizes(opened, wanted):
    """Of each tab, the bytes of the frames of these events."""
    return {name: [len(frame) for _, frame, text in tab.frames if wanted in text] for name, tab in opened.items()}


def tokens(server, model, count):
    pieces = list(words(count))
    gates = [threading.Event() for _ in pieces]
    model.will(says(*[step for piece, gate in zip(pieces, gates) for step in (piece, gate)]))
    opened = tabs(server)
    first = opened["compressed"]
    first.say(type="prompt", id="p", text="tell")
    for number, gate in enumerate(gates):
        if number % 100 == 0:
            # OPN7: who says nothing is sent away.
            for tab in opened.values():
                tab.say(type="ping")
        first.until("event", kind="text")
        gate.set()
    for tab in opened.values():
        tab.until("event", kind="turn.ended")
    return {name: sum(of) / len(of) for name, of in sizes(opened, b'"kind":"text"').items()}, len(pieces)


def delivery(server, model, plotted):
    model.will(BAR)
    opened = tabs(server)
    first = opened["compressed"]
    first.say(type="sandbox", id="s", state="ready", visible=True)
    first.say(type="prompt", id="p", text="plot")
    run = key(first.until("event", kind="run.leased"))
    output = {"output_type": "display_data", "data": {"application/vnd.plotly.v1+json": plotted}, "metadata": {}}
    first.say(type="output", id="o", at=0, output=output, **run)
    for tab in opened.values():
        tab.until("event", kind="run.output")
    return {name: of[0] for name, of in sizes(opened, b'"kind":"run.output"').items()}


def row(title, sizes, digits, goal):
    ours, plain = sizes["compressed"], sizes["plain JSON"]
    cells = [f"{sizes[name]:,.{digits}f}" for name in PEERS]
    return figure(title, f"{ours:,.{digits}f}", cells, f"{ours / plain:.2f}", f"≤ {goal:.2f}", ours <= goal * plain)


def measure(quick):
    with tempfile.TemporaryDirectory() as folder, ScriptedModel() as model:
        server = Server(f"{folder}/data", **model.settings).start()
        try:
            means, count = tokens(server, model, 100 if quick else 600)
            rows = [row(f"a delivered token, mean of {count:,}", means, 1, 1 / 3)]
            for title, made in figures():
                sizes = delivery(server, model, made)
                rows.append(row(f"a figure of {len(json.dumps(made)) // 1000} KB: {title}", sizes, 0, 1 / 5))
        finally:
            server.stop()
    return rows
