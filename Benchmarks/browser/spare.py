"""How long from stopping a run that would not end to the next run's figure JSON, with the warm spare and without one.

Without one is a peer that ends its worker and starts the next from nothing (the official Pyodide, plotly by micropip, all
from the browser's cache); and, to compare with, our own sandbox when the run is stopped before its spare has been started.
"""

from .rows import row
from .sandbox_page import sandbox_page
from .stage import BAR, stage

TITLE = "A run stopped → next figure's JSON"
PEERS = ["without a spare"]
LOOP = "while True: pass"
SLEEP = "import time\ntime.sleep(1000)"
# It is interrupted in vain, and ended when the patience for that is over.
DEAF = "sum(range(10**12))"


def ours(page, endless, has_spare, rounds):
    stop = "([endless, code, hasSpare]) => clock.stopped(endless, code, hasSpare)"
    return [page.evaluate(stop, [endless, BAR, has_spare]) for _ in range(rounds)]


def peer(browser, origin, rounds):
    page = browser.new_page()
    page.goto(f"{origin}/worker.html")
    times = []
    for _ in range(rounds + 1):
        times.append(page.evaluate("figure", {"official": [], "code": BAR}))
        page.evaluate("occupy()")
    page.close()
    # The first had no worker to end, and nothing in the cache.
    return times[1:]


def measure(quick):
    rounds = 2 if quick else 10
    with stage() as ground, ground.browser() as browser:
        with sandbox_page(browser, ground.server) as page:
            ours(page, LOOP, True, 1)
            looping, sleeping, deaf = (ours(page, code, True, rounds) for code in (LOOP, SLEEP, DEAF))
            without = ours(page, LOOP, False, rounds)
        others = peer(browser, ground.peer.origin, 1 if quick else 5)
    return [
        row("an endless loop; without: loadPyodide, micropip", looping, others, 100),
        row("an endless sleep; without: the same", sleeping, others, 100),
        row("an endless sum in C; without: the same", deaf, others, 100),
        row("an endless loop; without: our own sandbox", looping, without),
    ]
