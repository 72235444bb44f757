"""What the browser's rows have in common: our server with a scripted model, the peers' server, and Chromium."""

import contextlib
import pathlib
import tempfile
import time

from harness.model import ScriptedModel, program
from harness.page import FLAGS, new_context
from harness.server import Server
from playwright.sync_api import sync_playwright

from .peer_server import PeerServer

BAR = 'import plotly.graph_objects as go\nfig = go.Figure(go.Bar(x=["a", "b", "c"], y=[1, 3, 2]))'

NUMPY = """import numpy as np
import plotly.graph_objects as go
x = np.linspace(0, 6.28, 200)
fig = go.Figure(go.Scatter(x=x, y=np.sin(x)))"""

# Milliseconds; a machine may have much else to do.
PATIENCE = 120_000

# Notes when the figure of each turn is drawn, by the clock that the servers read, too.
WATCH = """window.drawnAt = {};
new MutationObserver(changes => {
    for (const { target } of changes) {
        const turn = target.closest("article.turn");
        if (turn && target.dataset.drawn === "true") window.drawnAt[turn.dataset.turn] ??= Date.now();
    }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-drawn"] });"""


class Stage:
    def __init__(self, playwright, server, model, peer, folder):
        self.playwright, self.server, self.model, self.peer, self.folder = playwright, server, model, peer, folder

    def browser(self):
        """One that keeps nothing."""
        return contextlib.closing(self.playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS))

    def profile(self, name):
        """A browser that keeps what it has cached for the next one of this name."""
        context = self.playwright.chromium.launch_persistent_context(
            self.folder / name, executable_path="/usr/bin/chromium", args=FLAGS, reduced_motion="reduce"
        )
        return contextlib.closing(prepared(context))

    def waiting_run(self):
        """A session whose first turn has its code and waits for a tab that runs it."""
        self.model.will(program(BAR))
        session = self.server.request("/api/sessions", method="POST", body={})[2].split('"')[3]
        self.server.request(f"/api/sessions/{session}/prompts", body={"text": "bar"})
        while not any(event["kind"] == "code" for event in self.server.events(session)):
            time.sleep(0.01)
        return session


def nobody(browser):
    """A context with nothing cached and nobody signed in."""
    return prepared(new_context(browser))


def prepared(context):
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    return context


def our_figure(page, server, session):
    """Opens a session of one turn; milliseconds from the start of the navigation until its figure is drawn."""
    since = time.time()
    page.goto(f"{server.address}&session={session}", wait_until="commit")
    page.wait_for_selector("iframe.figure[data-drawn=true]", state="attached")
    return page.evaluate("drawnAt[1]") - since * 1000


def peer_figure(page, peer):
    """The same of the page that does just that; and until the server has the figure's JSON."""
    peer.code = BAR
    since = time.time()
    page.goto(f"{peer.origin}/page.html", wait_until="commit")
    page.wait_for_selector("html[data-drawn]", state="attached")
    arrived, _ = peer.figures.get(timeout=PATIENCE / 1000)
    return float(page.get_attribute("html", "data-drawn")) - since * 1000, (arrived - since) * 1000


@contextlib.contextmanager
def stage(**settings):
    with tempfile.TemporaryDirectory() as name, ScriptedModel() as model, PeerServer() as peer, sync_playwright() as playwright:
        folder = pathlib.Path(name)
        server = Server(folder / "data", **model.settings, **settings).start()
        try:
            yield Stage(playwright, server, model, peer, folder)
        finally:
            server.stop()
