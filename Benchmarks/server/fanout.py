"""Server CPU for each delivered event: messages of 50 bytes to all tabs, one at a time and eight at once.

The next are sent when everybody has read the ones before. The server's CPU time is the system's own count for its process;
whoever reads is another process, and the same for all.
"""

from Benchmarks.lib.report import figure, median

from .crowd import Crowd
from .host import CONTESTANTS, broadcaster

TITLE = "Server CPU per delivered event, in microseconds"
PEERS = [name for name in CONTESTANTS if name != "ours"]
TABS = [100, 1_000, 10_000]
BURSTS = {"single events": 1, "bursts of 8": 8}
# A message of 50 bytes with its header.
FRAME = 52
# Times what uWebSockets takes, and in bursts of what node does.
GOAL, GOAL_OF_NODE = 1.3, 0.25


def measure(quick):
    deliveries = 20_000 if quick else 300_000
    times = {name: {} for name in CONTESTANTS}
    for _ in range(1 if quick else 5):
        # One after the other in each round, so that all of them have the machine's good and bad minutes.
        for name in CONTESTANTS:
            for case, time in round_of(name, deliveries).items():
                times[name].setdefault(case, []).append(time)
    return [row(case, {name: median(of[case]) for name, of in times.items()}) for case in times["ours"]]


def round_of(name, deliveries):
    """Microseconds by number of tabs and kind of burst."""
    times = {}
    with broadcaster(name) as host, Crowd(host.port) as crowd:
        for tabs in TABS:
            crowd.grow(tabs)
            for burst, messages in BURSTS.items():
                # The first ones find nothing warm.
                crowd.hear(messages, FRAME)
                # Eight at once cost less each: more of them make as long a measurement.
                repeats = min(1_000, max(3, deliveries * (3 if messages > 1 else 1) // (tabs * messages)))
                before = host.cpu()
                for _ in range(repeats):
                    crowd.hear(messages, FRAME)
                times[tabs, burst] = (host.cpu() - before) / (repeats * messages * tabs) * 1e6
    return times


def row(case, times):
    tabs, burst = case
    ratio, node = times["ours"] / times["uWebSockets"], times["ours"] / times["node ws"]
    others = [time for name, time in times.items() if name not in ("ours", "uWebSockets")]
    isMet = ratio <= GOAL and times["ours"] < min(others)
    goal, shown = f"≤ {GOAL} uWebSockets, below the others", f"{ratio:.2f}"
    if burst == "bursts of 8":
        isMet = isMet and node <= GOAL_OF_NODE
        goal, shown = f"the same, ≤ {GOAL_OF_NODE} node", f"{ratio:.2f}, {node:.2f} of node"
    cells = [f"{times[name]:.2f}" for name in PEERS]
    return figure(f"{tabs:,} tabs, {burst}", f"{times['ours']:.2f}", cells, shown, goal, isMet)
