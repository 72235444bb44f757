"""How long a run is without a tab when the one that has it is lost.

From the moment before the loss to the arrival of the next lease at a tab that only watches, by one clock. Three losses:
the tab is closed, its renderer crashes, all of its processes stand still (and go on after the round). Its browser is
another than that of the tab which takes over, and the program is endless in it, so every round has something to lose.

Run it after scripts/test and scripts/serve have made what it uses:
    SANDGLASS_BINARY=.build/release/sandglass .venv/bin/python -m Benchmarks.failover
"""

import argparse
import contextlib
import pathlib
import statistics
import tempfile
import threading
import time

from harness.loss import crash, kept_elsewhere, launch_marked, stopped
from harness.model import ScriptedModel
from harness.page import Page, launch, new_context
from harness.server import Server
from harness.tab import Tab
from playwright.sync_api import sync_playwright

PATIENCE = 180_000


class Stage:
    """A session with the tab that takes over and one that watches; tabs that lose come and go."""

    def __init__(self, playwright, server, model):
        self.server, self.model = server, model
        self.losing, self.browser = launch_marked(playwright), launch(playwright)
        self.heir = self.page(self.browser).open().ready()
        self.watcher = Tab(server, session=self.heir.session)
        self.turn = 0
        self.over = threading.Event()
        threading.Thread(target=self.beat, daemon=True).start()

    def beat(self):
        """A tab that only listens is taken for dead (OPN7)."""
        while not self.over.wait(2):
            self.watcher.say(type="ping")

    def page(self, browser):
        context = new_context(browser)
        context.set_default_timeout(PATIENCE)
        return Page(context.new_page(), self.server)

    def round(self, lose):
        """Seconds from the loss to the next lease. `lose` gives what is to be left once that has come."""
        loser = self.page(self.losing).open(self.heir.session).ready()
        self.heir.ready()
        self.turn += 1
        self.model.will(kept_elsewhere())
        loser.ask("plot")
        self.watcher.event("run.output", turn=self.turn, lease=1)
        start = time.monotonic()
        with lose(loser):
            self.watcher.event("run.leased", turn=self.turn, lease=2)
            seconds = time.monotonic() - start
            self.watcher.event("turn.ended", turn=self.turn, outcome="plotted")
        loser.page.context.close()
        return seconds

    def close(self):
        self.over.set()
        self.losing.close()
        self.browser.close()


@contextlib.contextmanager
def by_close(loser):
    loser.page.close()
    yield


@contextlib.contextmanager
def by_crash(loser):
    crash(loser.page)
    yield


def by_freeze(loser):
    return stopped(loser.page.context.browser, "renderer")


KINDS = {"closed": by_close, "crashed": by_crash, "frozen": by_freeze}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10, help="of each kind (10)")
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=KINDS, help="which losses (all)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ScriptedModel() as model, sync_playwright() as playwright:
        server = Server(pathlib.Path(folder) / "data", exec_seconds=300, **model.settings).start()
        stage = Stage(playwright, server, model)
        try:
            times = {kind: [stage.round(KINDS[kind]) for _ in range(options.rounds)] for kind in options.kinds}
        finally:
            stage.close()
            server.stop()
    print("| the tab is | rounds | median | worst |\n|---|---|---|---|")
    for kind, seconds in times.items():
        print(f"| {kind} | {len(seconds)} | {statistics.median(seconds):.2f} s | {max(seconds):.2f} s |")


if __name__ == "__main__":
    main()
