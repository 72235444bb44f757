"""What every benchmark prints: the machine, and tables in Markdown with the goal beside each figure."""

import os
import platform
from statistics import median

__all__ = ["FIGURES", "figure", "machine", "median", "table"]

# The columns of a table that compares: the peers' names go where the ellipsis is.
FIGURES = ["figure", "ours", ..., "ratio", "goal", "met"]


def machine():
    """The machine in one line: cores, processor, memory, kernel."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores ({processor()}), {memory:.0f} GiB, {platform.system()} {platform.release()}"


def processor():
    with open("/proc/cpuinfo") as lines:
        names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        return next(names, platform.machine())


def figure(title, ours, peers, ratio, goal, met):
    """A row of a table whose columns are FIGURES; `met` is None where there is no goal."""
    return [title, ours, *peers, ratio, goal, {True: "yes", False: "no", None: ""}[met]]


def table(title, headers, rows):
    """Prints an aligned table; cells may be anything that has a text, None an empty one."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in [headers, *rows]]
    widths = [max(3, *(len(row[column]) for row in cells)) for column in range(len(headers))]

    def line(row):
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"

    print(f"\n### {title}\n")
    print(line(cells[0]))
    print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    for row in cells[1:]:
        print(line(row))
    print(flush=True)
