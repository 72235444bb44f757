"""Resident memory of the server for each idle tab, after the first hundred."""

from Benchmarks.lib.report import figure, median

from .crowd import Crowd
from .host import CONTESTANTS, broadcaster

TITLE = "Resident memory per idle tab, in KiB"
PEERS = [name for name in CONTESTANTS if name != "ours"]
# What the first ones take is the server's own.
FIRST = 100
TABS = [1_000, 10_000]
GOAL = 6


def measure(quick):
    sizes = {name: {tabs: [] for tabs in TABS} for name in CONTESTANTS}
    for _ in range(1 if quick else 3):
        for name in CONTESTANTS:
            for tabs, size in round_of(name).items():
                sizes[name][tabs].append(size)
    return [row(tabs, {name: median(of[tabs]) for name, of in sizes.items()}) for tabs in TABS]


def round_of(name):
    sizes = {}
    with broadcaster(name) as host, Crowd(host.port) as crowd:
        crowd.grow(FIRST)
        before = host.resident()
        for tabs in TABS:
            crowd.grow(tabs)
            sizes[tabs] = (host.resident() - before) / (tabs - FIRST)
    return sizes


def row(tabs, sizes):
    others = [size for name, size in sizes.items() if name not in ("ours", "uWebSockets")]
    isMet = sizes["ours"] <= GOAL and sizes["ours"] < min(others)
    ratio = sizes["ours"] / sizes["uWebSockets"] if sizes["uWebSockets"] > 0 else float("inf")
    cells = [f"{sizes[name]:.1f}" for name in PEERS]
    goal = f"≤ {GOAL} KiB, below all but uWebSockets"
    return figure(f"{tabs:,} tabs", f"{sizes['ours']:.1f}", cells, f"{ratio:.1f}", goal, isMet)
