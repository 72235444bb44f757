"""What it takes to open a long session: one of many events, and one of many figures of about 100 KB.

Each is filled over the wire (`--data DIR` keeps them for the next time), then read several times, each time by a server
that has just started: by a new tab of a warm browser, from the start of its navigation until the figure of the last turn
is drawn, and as bare frames with and without `compact`. A session of one figure stands beside them: what it takes is the
page's own, and on a noisy machine the ratio is what to read.

Run it after scripts/test and scripts/serve have made what it uses:
    SANDGLASS_BINARY=.build/release/sandglass .venv/bin/python -m Benchmarks.long_session
"""

import argparse
import json
import pathlib
import statistics
import tempfile

from harness.page import Page, launch, new_context
from harness.server import Server
from playwright.sync_api import sync_playwright

from Benchmarks.filling import fill
from Benchmarks.reading import open_page, read_frames


def table(title, rows):
    """Medians; each row is a name and the same fields of several rounds."""
    fields = list(rows[0][1][0])
    print(f"\n{title}\n\n| | {' | '.join(fields)} |\n|---|{'---|' * len(fields)}")
    for name, rounds in rows:
        medians = [statistics.median(one[field] for one in rounds) for field in fields]
        print(f"| {name} | {' | '.join(shown(median) for median in medians)} |")


def shown(value):
    return f"{value:,.0f}" if value >= 100 or isinstance(value, int) else f"{value:.2f}"


def rounds(server, count, read):
    """Each by a server that has read nothing yet."""
    results = []
    for _ in range(count):
        server.stop()
        results.append(read(server.start()))
    return results


def measure(server, context, sessions, count):
    """Prints a table for the page, and one for bare frames."""
    pages, frames = [], []
    for name, session in sessions.items():
        turns = json.loads(server.request(f"/api/sessions/{session}")[2])["turns"]
        pages.append((name, rounds(server, count, lambda server: open_page(context, server, session, turns))))
        for words, compact in (("each event", False), ("compact", True)):
            frames.append((f"{name}, {words}", rounds(server, count, lambda server: read_frames(server, session, compact))))
    table(f"A new tab, medians of {count}", pages)
    table(f"Bare frames, medians of {count}", frames)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000, help="of the first session (100,000); 0: without it")
    parser.add_argument("--figures", type=int, default=1_000, help="of the second session (1,000); 0: without it")
    parser.add_argument("--rounds", type=int, default=5, help="of each reading (5)")
    parser.add_argument("--data", type=pathlib.Path, help="where the sessions are kept, and are found again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or pathlib.Path(folder)
        data.mkdir(parents=True, exist_ok=True)
        sizes = (("figures", 1), ("events", options.events), ("figures", options.figures))
        sessions = {f"{size:,} {kind.removesuffix('s') if size == 1 else kind}": fill(data, kind, size) for kind, size in sizes if size}
        server = Server(data / "server").start()
        with sync_playwright() as playwright:
            browser = launch(playwright)
            context = new_context(browser)
            try:
                # It brings the runtime into the browser's cache, and the cookie.
                Page(context.new_page(), server).open().ready().page.close()
                measure(server, context, sessions, options.rounds)
            finally:
                browser.close()
                server.stop()


if __name__ == "__main__":
    main()
