"""Tabs that watch a stream of tokens each, and how late every token comes."""

import json
import re
import select
import time

from .crowd import PATIENCE, connect, masked

STAMP = re.compile(rb"@(\d+)\.")
# Tabs of one address of the loopback's; more new sessions a minute are refused.
TABS_OF_AN_ADDRESS = 8


def address(index):
    """Where the tab of this index comes from."""
    number = 2 + index // TABS_OF_AN_ADDRESS
    return f"127.0.{number // 250 + 1}.{number % 250 + 1}"


class StreamCrowd:
    def __init__(self, port, path, count, headers=""):
        self.tabs = {}
        self.poll = select.epoll()
        for tab in connect(port, path, count, headers, address):
            self.tabs[tab.fileno()] = tab
            self.poll.register(tab, select.EPOLLIN)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for tab in self.tabs.values():
            tab.close()
        self.poll.close()

    def say(self, **message):
        for tab in self.tabs.values():
            tab.sendall(masked(json.dumps(message)))

    def wait(self, wanted):
        """Until every tab has been sent these bytes."""
        missing = {descriptor: b"" for descriptor in self.tabs}
        deadline = time.monotonic() + PATIENCE
        while missing:
            assert time.monotonic() < deadline, f"{len(missing)} tabs were not sent {wanted}: {next(iter(missing.values()))}"
            for descriptor, _ in self.poll.poll(1):
                data = self.tabs[descriptor].recv(1 << 16)
                assert data, f"closed: {missing.get(descriptor)}"
                if descriptor in missing:
                    missing[descriptor] += data
                    if wanted in missing[descriptor]:
                        del missing[descriptor]

    def watch(self, seconds, skipping):
        """Microseconds by which the tokens of so many seconds were late, sorted, but for those of the first ones."""
        late = []
        buffer = bytearray(1 << 16)
        view = memoryview(buffer)
        tabs, poll, find, now = self.tabs, self.poll, STAMP.findall, time.monotonic_ns
        begin = None
        end = float("inf")
        while time.monotonic() < end:
            for descriptor, _ in poll.poll(1, 1024):
                size = tabs[descriptor].recv_into(buffer)
                at = now() // 1000
                stamps = find(view[:size])
                if begin is None and stamps:
                    begin = at + skipping * 1_000_000
                    end = time.monotonic() + seconds
                if stamps and at > begin:
                    late += [at - int(stamp) for stamp in stamps]
        late.sort()
        return late
