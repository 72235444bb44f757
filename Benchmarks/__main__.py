"""Every figure in the same run as its peers: python -m Benchmarks [--quick] [--rows …]; scripts/bench prepares it."""

import argparse

from Benchmarks.browser import first_figure, spare, spawn, warm_push
from Benchmarks.lib.report import FIGURES, machine, table
from Benchmarks.server import compression, fanout, memory, streams

ROWS = {
    "fanout": fanout,
    "memory": memory,
    "streams": streams,
    "compression": compression,
    "spawn": spawn,
    "first_figure": first_figure,
    "warm_push": warm_push,
    "spare": spare,
}


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and shorter ones: five minutes")
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), metavar="NAME", help=f"only these: {' '.join(ROWS)}")
    options = parser.parse_args()
    print(machine())
    for name in options.rows:
        rows = ROWS[name]
        table(rows.TITLE, headers(rows.PEERS), rows.measure(options.quick))


def headers(peers):
    at = FIGURES.index(...)
    return [*FIGURES[:at], *peers, *FIGURES[at + 1 :]]


if __name__ == "__main__":
    main()
