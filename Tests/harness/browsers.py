"""What the attacks need of a browser, in Chromium and in Firefox alike."""

import json

from playwright.sync_api import Error

from .bidi import BiDi
from .page import FLAGS, new_context


# Seconds, on a machine that has much else to do.
PATIENCE = 120


# Errors of the page itself: browsers report those of workers, which are the attacks' own, among them.
TROUBLES = """
  window.troubles = [];
  addEventListener('error', ({ message }) => window.troubles.push(String(message)));
  addEventListener('unhandledrejection', ({ reason }) => window.troubles.push(String(reason)));
"""
# The longest, in milliseconds, that the page has stood still since somebody asked.
STILLNESS = """
  let still = 0;
  let last = performance.now();
  setInterval(() => {
    still = Math.max(still, performance.now() - last);
    last = performance.now();
  }, 100);
  window.takeStillness = () => {
    const longest = still;
    still = 0;
    return longest;
  };
"""


def until(expression):
    """A promise that the page keeps once the expression is true; it looks again at every change of the document."""
    return f"""new Promise((resolve, reject) => {{
      const look = () => {{
        if (!({expression})) return false;
        observer.disconnect();
        clearTimeout(timer);
        resolve(true);
        return true;
      }};
      const timer = setTimeout(() => {{
        observer.disconnect();
        reject(new Error('not within {PATIENCE} s: ' + {json.dumps(expression)}));
      }}, {PATIENCE * 1000});
      const observer = new MutationObserver(look);
      if (!look()) observer.observe(document, {{ attributes: true, childList: true, subtree: true }});
    }})"""


# What a browser looks for by itself, with everything of the kind turned off: to its maker.
MAKERS = ("*.google.com", "*.googleapis.com", "*.gstatic.com", "*.gvt1.com")


class Chromium:
    """One page in a profile of its own. Every name but the machine's own leads to the listener."""

    name = "chromium"

    def __init__(self, playwright, listener):
        itself = ", ".join(f"EXCLUDE {name}" for name in ("127.0.0.1", "localhost", "::1", *MAKERS))
        rules = f"MAP * 127.0.0.1:{listener.port}, {itself}"
        self.browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*FLAGS, f"--host-resolver-rules={rules}"]
        )
        self.context = new_context(self.browser, viewport={"width": 800, "height": 600})
        self.context.set_default_timeout(120_000)
        self.complaints = []
        self.page = self.context.new_page()
        self.page.add_init_script(TROUBLES + STILLNESS)
        self.page.on("crash", lambda _: self.complaints.append("the tab crashed"))
        self.context.on("page", lambda page: self.complaints.append(f"a page opened: {page.url}"))
        self.page.on("dialog", self.dialog)

    def dialog(self, dialog):
        self.complaints.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()

    def open(self, address):
        self.page.goto(address)

    def evaluate(self, expression):
        """The value of a JavaScript expression in the page; promises are awaited."""
        return self.page.evaluate(expression)

    def wait(self, expression):
        """Until the expression is true in the page."""
        self.evaluate(until(expression))

    def stillness(self):
        return self.evaluate("window.takeStillness()")

    def in_players(self, expression):
        """The expression's value in every frame that draws figures."""
        seen = []
        for frame in self.page.frames:
            if "/player/frame.html" in frame.url:
                try:
                    seen.append(frame.evaluate(expression))
                except Error:
                    # The page let it go meanwhile: it has drawn for too long.
                    if not frame.is_detached():
                        raise
        return seen

    def close(self):
        self.context.close()
        self.browser.close()




# Nothing of the browser's own goes out, and whatever does leads to the machine.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.blockedURIs.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": False,
    "services.settings.server": "",
    "toolkit.telemetry.enabled": False,
    "remote.prefs.recommended": True,
    # As in Chromium (`page.new_context`).
    "ui.prefersReducedMotion": 1,
}


class Firefox:
    """The same by WebDriver BiDi. Here only the listener's own addresses lead to it: names lead nowhere."""

    name = "firefox"

    def __init__(self, profile, program="firefox-esr"):
        self.complaints = []
        self.bidi = BiDi(program, profile, PREFERENCES)
        self.context = self.bidi.call("browsingContext.create", type="tab")["context"]
        self.bidi.call("script.addPreloadScript", functionDeclaration=f"() => {{ {TROUBLES} }}")

    def open(self, address):
        self.bidi.call("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def evaluate(self, expression):
        return self.bidi.evaluate(self.context, expression)

    def wait(self, expression):
        self.evaluate(until(expression))

    def in_players(self, expression):
        tree = self.bidi.call("browsingContext.getTree", root=self.context)["contexts"][0]
        frames = [child["context"] for child in tree["children"] if "/player/frame.html" in child["url"]]
        return [self.bidi.evaluate(frame, expression) for frame in frames]

    def close(self):
        self.bidi.close()
