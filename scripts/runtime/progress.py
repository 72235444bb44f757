"""Progress on the terminal: one line per step, rewritten in place where that is possible."""

import sys
import time


class Progress:
    """Steps that take longer than a moment show how far they are, at most ten times a second."""

    def __init__(self, quiet: bool = False, stream=sys.stderr):
        self.quiet = quiet
        self.stream = stream
        self.live = stream.isatty()
        self.last = 0.0

    def say(self, text: str) -> None:
        if not self.quiet:
            self.stream.write(text + "\n")
            self.stream.flush()

    def step(self, name: str, done: int, total: int, unit: str = "") -> None:
        """`done` of `total`; bytes when the unit is "B". The last call of a step has done == total."""
        if self.quiet:
            return
        now = time.monotonic()
        last = done >= total
        # A log file gets a line every two seconds instead of a line rewritten ten times a second.
        if not last and now - self.last < (0.1 if self.live else 2.0):
            return
        self.last = now
        percent = 100 * done // total if total else 100
        amount = f"{done / 1e6:.1f} of {total / 1e6:.1f} MB" if unit == "B" else f"{done} of {total}"
        self.stream.write(("\r\x1b[K" if self.live else "") + f"{name}: {percent} % ({amount})" + ("" if self.live and not last else "\n"))
        self.stream.flush()
