"""A row of the browser's tables: times in milliseconds, ours and the peer's, and how many times faster ours is."""

from Benchmarks.lib.report import figure, median


def row(title, ours, peer, goal=None):
    """Of two lists of times; the goal is a ratio, None where the row is only to compare with."""
    ratio = median(peer) / median(ours)
    met = goal and ratio >= goal
    return figure(title, shown(ours), [shown(peer)], f"{ratio:.1f}" if ratio < 20 else f"{ratio:.0f}", goal, met)


def shown(times):
    return f"{median(times):,.0f} ms (of {len(times)})"
