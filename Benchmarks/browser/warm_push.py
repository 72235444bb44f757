"""How long from code complete on the server to figure JSON back on the server, and to the figure on the screen.

Ours by the server's log, from the `code` event to `run.ended`, which comes right after the figure; and by the page's clock,
which is the same machine's. The page keeps its sandbox between the runs, and the model takes a while for each answer, as
models do.
The first peer is a new page for each answer, which loads Pyodide and installs plotly: with an empty cache, and with
everything in it. The second is stricter: our own page, opened with an empty cache when the code is complete.
"""

import datetime
import threading

from harness.model import says
from harness.page import Page

from .rows import row
from .stage import BAR, nobody, our_figure, peer_figure, stage

TITLE = "Code complete on the server → figure"
PEERS = ["a new page per answer"]


def moment(events, kind, turn):
    """Milliseconds since the epoch."""
    at = next(event["at"] for event in events if event["kind"] == kind and event["turn"] == turn)
    return datetime.datetime.fromisoformat(at).timestamp() * 1000


def to_server(events, turn=1):
    return moment(events, "run.ended", turn) - moment(events, "code", turn)


def warm(browser, ground, rounds, seconds):
    """For each answer, for which the model takes so many seconds, until its JSON is on the server, and until it is drawn."""
    context = nobody(browser)
    page = Page(context.new_page(), ground.server).open()
    for turn in range(1, rounds + 2):
        complete = threading.Event()
        ground.model.will(says("Here it is.\n\n```python\n", BAR, "\n```\n", complete))
        page.ready().ask("bar")
        page.page.wait_for_timeout(seconds * 1000)
        complete.set()
        page.ended(turn)
        page.wait(f"article.turn[data-turn='{turn}'] iframe.figure[data-drawn=true]")
    events = ground.server.events(page.session)
    drawn = page.page.evaluate("drawnAt")
    context.close()
    # The first run is not counted: it warms the browser's own compilers.
    return [(to_server(events, turn), drawn[str(turn)] - moment(events, "code", turn)) for turn in range(2, rounds + 2)]


def fresh(browser, ground, rounds):
    """The same of our own page, opened for it."""
    times = []
    for _ in range(rounds):
        session = ground.waiting_run()
        context = nobody(browser)
        drawn = our_figure(context.new_page(), ground.server, session)
        times.append((to_server(ground.server.events(session)), drawn))
        context.close()
    return times


def new_pages(browser, peer, rounds):
    """The same of the peer: with nothing cached, and with everything."""
    cold, cached = [], []
    for _ in range(rounds):
        context = nobody(browser)
        for times in (cold, cached):
            page = context.new_page()
            drawn, arrived = peer_figure(page, peer)
            times.append((arrived, drawn))
            page.close()
        context.close()
    return cold, cached


def measure(quick):
    with stage() as ground, ground.browser() as browser:
        own = warm(browser, ground, 8, 1) if quick else warm(browser, ground, 30, 3)
        cold, cached = new_pages(browser, ground.peer, 1 if quick else 5)
        freshly = fresh(browser, ground, 1 if quick else 5)
    rows = []
    for at, (what, goal) in enumerate((("JSON on the server", 300), ("drawn", 200))):
        for peer, times, wanted in (
            ("nothing cached", cold, goal),
            ("all cached", cached, goal),
            ("our own page, nothing cached", freshly, None),
        ):
            rows.append(row(f"{what}; the new page: {peer}", [one[at] for one in own], [one[at] for one in times], wanted))
    return rows
