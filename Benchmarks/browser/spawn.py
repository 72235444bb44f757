"""How long from the spawn of a worker to its first figure's JSON, when everything it needs has been fetched before.

Ours is the product's sandbox in its page: a run that ends too soon for a spare to have been started, and the next one at
once. The peer is a worker that loads the official Pyodide, plotly by micropip, and numpy as Pyodide's own package, all
of it from the browser's cache. Neither's first worker is counted.
"""

from .rows import row
from .sandbox_page import sandbox_page
from .stage import BAR, NUMPY, stage

TITLE = "Spawn of a worker → first figure's JSON"
PEERS = ["loadPyodide, micropip"]
# What is imported, the program, the official packages that it needs, and the goal.
PROGRAMS = [("plotly", BAR, [], 10), ("plotly and numpy", NUMPY, ["numpy"], 8)]


def ours(browser, server, code, rounds):
    with sandbox_page(browser, server) as page:
        return [page.evaluate("code => clock.spawned(code)", code) for _ in range(rounds + 1)][1:]


def peer(browser, origin, code, official, rounds):
    page = browser.new_page()
    page.goto(f"{origin}/worker.html")
    times = [page.evaluate("figure", {"official": official, "code": code}) for _ in range(rounds + 1)][1:]
    page.close()
    return times


def measure(quick):
    rows = []
    with stage() as ground, ground.browser() as browser:
        for name, code, official, goal in PROGRAMS:
            own = ours(browser, ground.server, code, 5 if quick else 15)
            others = peer(browser, ground.peer.origin, code, official, 2 if quick else 7)
            rows.append(row(f"with {name}", own, others, goal))
    return rows
