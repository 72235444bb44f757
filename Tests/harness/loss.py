"""Ways in which a tab loses the run that it has, and a program of which it certainly had one."""

import contextlib
import os
import signal

from playwright.sync_api import Error

from .model import program
from .page import FLAGS

MARK = "Loses/1"


def kept_elsewhere(seconds=10_000):
    """Endless, or as long as that, in the marked browser and quick in every other: no test guesses what a loss takes."""
    return program(
        f"""import js, time
print("it has begun")
end = time.monotonic() + {seconds}
while "{MARK}" in js.navigator.userAgent and time.monotonic() < end: time.sleep(0.01)
import plotly.graph_objects as go
fig = go.Figure(go.Bar(x=["kept"], y=[2]))"""
    )


def launch_marked(playwright_or_type):
    """A browser of its own, so that its processes are no other tab's, in which the program above does not end soon."""
    agent = f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 {MARK}"
    chromium = getattr(playwright_or_type, "chromium", playwright_or_type)
    return chromium.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, f"--user-agent={agent}"])


def processes(browser, kind):
    """Process ids by type: `renderer` (pages, their frames and all of their workers), `network` (its sockets)."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return [process["id"] for process in found if process["type"].startswith(kind)]


@contextlib.contextmanager
def stopped(browser, kind):
    """Those processes stand still, as in a suspended machine or a tab that the system froze.

    The DevTools' own freeze (Page.setWebLifecycleState) leaves a visible tab and its workers running, and without a
    display every tab is visible.
    """
    ids = processes(browser, kind)
    for id in ids:
        os.kill(id, signal.SIGSTOP)
    try:
        yield
    finally:
        for id in ids:
            os.kill(id, signal.SIGCONT)


def crash(page_or_frame):
    """Its renderer dies. The navigation that does it never ends well, and a page that lost a frame tells no more."""
    with contextlib.suppress(Error):
        page_or_frame.goto("chrome://crash")


def sandbox_frame(page):
    return next(frame for frame in page.frames if frame.url.endswith("/sandbox/frame.html"))


def break_sandbox(page):
    """An error that nobody catches on the thread that supervises the runs, the first that the frame started."""
    supervisor = next(worker for worker in page.workers if worker.url.startswith("blob:"))
    supervisor.evaluate("setTimeout(() => { throw new Error('broken by a test') })")
