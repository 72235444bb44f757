"""The dashboard in a real Chromium."""

import re

from playwright.sync_api import Error

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright):
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)


def new_context(browser, **options):
    """Pulsing dots, drawn without a GPU, would take a good part of a core; Playwright asks for them unless it is told."""
    return browser.new_context(reduced_motion="reduce", **options)


class Page:
    """A tab of the browser, driven through the hooks of docs/protocol.md."""

    def __init__(self, page, server):
        self.page = page
        self.server = server
        self.complaints = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, session=None):
        suffix = f"&session={session}" if session else ""
        self.page.goto(self.server.address + suffix)
        self.wait("html[data-link=open]")
        return self

    def wait(self, selector, state="visible"):
        # The root has no box of its own to be visible.
        return self.page.wait_for_selector(selector, state="attached" if selector.startswith("html") else state)

    def ready(self):
        self.wait("html[data-sandbox=ready]")
        return self

    def fresh(self):
        """In a session in which nothing was asked, and ready."""
        if self.seen:
            before = self.session
            self.page.locator("#new-session").click()
            self.wait(f"html[data-link=open]:not([data-session='{before}'])")
        return self.ready()

    def ask(self, prompt):
        self.page.fill("textarea#prompt", prompt)
        self.page.keyboard.press("Enter")
        return self

    def ended(self, turn=1, outcome="plotted"):
        self.wait(f"article.turn[data-turn='{turn}'][data-outcome='{outcome}']")
        return self

    def drawn(self, turn=1):
        """Waits for the turn's figure and returns what its frame shows as text."""
        while True:
            frame = self.wait(f"article.turn[data-turn='{turn}'] iframe.figure[data-drawn=true]").content_frame()
            try:
                frame.wait_for_selector(".main-svg", state="attached")
                return frame.evaluate("document.body.textContent")
            except Error:
                # On a busy machine a frame falls silent for so long that the page draws the figure in another one.
                if not frame.is_detached():
                    raise

    def attempts(self, turn=1):
        """Each attempt's state, in order."""
        return self.page.eval_on_selector_all(
            f"article.turn[data-turn='{turn}'] section.attempt", "all => all.map(one => one.dataset.state)"
        )

    def text(self, selector):
        return self.wait(selector).inner_text()

    @property
    def session(self):
        return self.page.get_attribute("html", "data-session")

    @property
    def seen(self):
        """The turns as this tab shows them, without what is a tab's own (frames, times, labels of tabs)."""
        return self.page.eval_on_selector_all(
            "article.turn",
            """all => all.map(turn => [turn.dataset.turn, turn.dataset.outcome,
                ...[...turn.querySelectorAll('section.attempt')].map(one =>
                    [one.dataset.attempt, one.dataset.state, one.querySelector('pre.code')?.textContent])])""",
        )


def squeeze(text):
    return re.sub(r"\s+", " ", text)
