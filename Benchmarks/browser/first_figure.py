"""How long from the navigation to the first figure on the screen, for a browser that was never here and for one that was.

A run waits in a session that was asked through the API; the page is opened in a profile of its own, and once more in the
same profile by a browser that has just been started. The peer is a page of the shortest kind: plotly.js, Pyodide, plotly
by micropip, the same code.
"""

from .rows import row
from .stage import our_figure, peer_figure, stage

TITLE = "Navigation → first figure drawn"
PEERS = ["a page that does just that"]
# Milliseconds in which a browser has started, and written what it caches.
SETTLED = 1_500


def visits(ground, name, visit):
    """The first and the second of one profile."""
    times = []
    for _ in range(2):
        with ground.profile(name) as context:
            page = context.new_page()
            page.wait_for_timeout(SETTLED)
            times.append(visit(page))
            page.wait_for_timeout(SETTLED)
    return times


def measure(quick):
    own, others = [], []
    with stage() as ground:
        for number in range(1 if quick else 5):
            own.append(visits(ground, f"ours-{number}", lambda page: our_figure(page, ground.server, ground.waiting_run())))
            others.append(visits(ground, f"peer-{number}", lambda page: peer_figure(page, ground.peer)[0]))
    return [
        row(f"{name} visit", ours, peers, 4)
        for name, ours, peers in zip(("first", "second"), zip(*own), zip(*others))
    ]
