"""Wakes whoever waits for something to become true."""

import asyncio
import time


class Bell:
    """Rung at every change that somebody may wait for; belongs to one event loop."""

    def __init__(self):
        self.waiting = set()

    def ring(self):
        for future in self.waiting:
            if not future.done():
                future.set_result(None)
        self.waiting.clear()

    async def until(self, is_true, limit, what="what was waited for"):
        """Returns once `is_true()`, asked anew at every ring; raises after `limit` seconds."""
        deadline = time.monotonic() + limit
        while not is_true():
            future = asyncio.get_running_loop().create_future()
            self.waiting.add(future)
            try:
                async with asyncio.timeout(max(0, deadline - time.monotonic())):
                    await future
            except TimeoutError:
                raise TimeoutError(f"not within {limit} s: {what() if callable(what) else what}") from None
            finally:
                self.waiting.discard(future)
