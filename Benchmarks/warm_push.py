#!/usr/bin/env python3
"""How long from code complete on the server to figure JSON back on the server, warm and in a freshly loaded page.

Both by the server's own clock, as its log tells it: from the `code` event to `run.ended`. The warm page keeps its sandbox
between the runs, and the model takes a few seconds for each answer, as models do; the fresh page is a new browser profile
that is opened when the code is complete, with nothing cached.

Run it after scripts/test and scripts/serve have made what it uses:
    SANDGLASS_BINARY=.build/release/sandglass .venv/bin/python Benchmarks/warm_push.py
"""

import argparse
import datetime
import pathlib
import statistics
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests"))

from harness.model import ScriptedModel, program, says  # noqa: E402
from harness.page import Page, launch  # noqa: E402
from harness.server import Server  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

BAR = 'import plotly.graph_objects as go\nfig = go.Figure(go.Bar(x=["a", "b", "c"], y=[1, 3, 2]))'

ANSWER_SECONDS = 3


def milliseconds(events, turn):
    """From the turn's code to the end of its run."""
    at = {event["kind"]: event["at"] for event in events if event["turn"] == turn and event["kind"] in ("code", "run.ended")}
    start, end = (datetime.datetime.fromisoformat(at[kind]) for kind in ("code", "run.ended"))
    return (end - start).total_seconds() * 1000


def warm(browser, server, model, rounds):
    context = browser.new_context()
    page = Page(context.new_page(), server).open().ready()
    for turn in range(1, rounds + 2):
        complete = threading.Event()
        model.will(says("Here it is.\n\n```python\n", BAR, "\n```\n", complete))
        page.ready().ask("bar")
        time.sleep(ANSWER_SECONDS)
        complete.set()
        page.ended(turn)
    events = server.events(page.session)
    context.close()
    # The first run is not counted: it warms the browser's own compilers.
    return [milliseconds(events, turn) for turn in range(2, rounds + 2)]


def fresh(browser, server, model, rounds):
    times = []
    for _ in range(rounds):
        model.will(program(BAR))
        session = server.request("/api/sessions", method="POST", body={})[2].split('"')[3]
        server.request(f"/api/sessions/{session}/prompts", body={"text": "bar"})
        while not any(event["kind"] == "code" for event in server.events(session)):
            pass
        context = browser.new_context()
        Page(context.new_page(), server).open(session).ended()
        times.append(milliseconds(server.events(session), 1))
        context.close()
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warm", type=int, default=30, help="warm runs (30)")
    parser.add_argument("--fresh", type=int, default=5, help="fresh pages (5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ScriptedModel() as model, sync_playwright() as playwright:
        server = Server(pathlib.Path(folder) / "data", **model.settings).start()
        browser = launch(playwright)
        try:
            warmed = warm(browser, server, model, options.warm)
            freshly = fresh(browser, server, model, options.fresh)
        finally:
            browser.close()
            server.stop()
    for name, times in (("warm page", warmed), ("fresh page", freshly)):
        print(f"{name}: median {statistics.median(times):.0f} ms of {len(times)}, best {min(times):.0f}, worst {max(times):.0f}")
    print(f"ratio of the medians: {statistics.median(freshly) / statistics.median(warmed):.0f}")


if __name__ == "__main__":
    main()
