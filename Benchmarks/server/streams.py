"""Added latency per token: sessions with a stream of 50 tokens a second each from a local model's server, one tab each; and how
many such sessions a process holds before the 99th percentile passes 100 ms.

Ours is the whole server, which also keeps every event in its log on the disk; the peer is a relay that keeps nothing. The
model's server and the tabs run on the same cores and take about half of one at 1,000 sessions.
"""

import contextlib
import subprocess
import sys
import tempfile

from Benchmarks import ROOT
from Benchmarks.lib.report import figure, median

from .host import BUILD, FOLDER, Host, free_port
from .stream_crowd import StreamCrowd

TITLE = "Added latency per token, and sessions with a live stream"
PEERS = ["node relay"]
CONTENDERS = ["ours", *PEERS]
RATE = 50
TOKEN = "a-token-for-benchmarks"
LATENCIES_AT = [100, 1_000]
# Microseconds that one token in a hundred may be late, and with how many sessions the search for them begins.
BOUND = 100_000
SMALLEST = 125


def measure(quick):
    rounds = 1 if quick else 3
    seconds = 5 if quick else 15
    results = {}
    for sessions in LATENCIES_AT:
        for _ in range(rounds):
            for name in CONTENDERS:
                results.setdefault((name, sessions), []).append(latencies(name, sessions, seconds))
    rows = [latency_row(sessions, at, results) for sessions in LATENCIES_AT for at in (0.5, 0.99)]
    return [*rows, capacity_row({name: capacity(name, quick) for name in CONTENDERS})]


def latencies(name, sessions, seconds):
    """Sorted, in microseconds."""
    with contextlib.ExitStack() as stack:
        model = stack.enter_context(model_server(sessions, seconds))
        crowd = stack.enter_context(watched(name, sessions, model, stack))
        crowd.say(type="prompt", id="p", text="go on")
        return crowd.watch(seconds - 1, skipping=1)


@contextlib.contextmanager
def model_server(sessions, seconds):
    """The address of its API."""
    port = free_port()
    command = [sys.executable, ROOT / "Benchmarks" / "server" / "tokens.py", port, sessions, RATE, seconds + 1]
    process = subprocess.Popen([str(part) for part in command])
    try:
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.kill()
        process.wait()


def watched(name, sessions, model, stack):
    """As many tabs, each in a session of its own."""
    port = free_port()
    if name == "node relay":
        host = stack.enter_context(Host(["node", FOLDER / "relay.js", str(port), model], port))
        return StreamCrowd(host.port, "/", sessions)
    data = stack.enter_context(tempfile.TemporaryDirectory())
    settings = {
        "TOKEN": TOKEN, "LOG_LEVEL": "error", "MODEL_API": "openai-chat", "MODEL_URL": model, "MODEL": "tokens",
        "MODEL_KEY": "none", "REQUESTS_PER_SECOND": "100000", "MAX_ATTEMPTS": "1",
    }  # fmt: skip
    command = [BUILD / "sandglass", "serve", "--port", str(port), "--data", data]
    host = stack.enter_context(Host(command, port, **{f"SANDGLASS_{key}": value for key, value in settings.items()}))
    headers = f"Authorization: Bearer {TOKEN}\r\nSec-WebSocket-Protocol: sandglass.v1\r\n"
    crowd = StreamCrowd(host.port, "/ws", sessions, headers)
    crowd.say(type="hello", v=1, tab={"name": "bench", "visible": True})
    crowd.wait(b'"welcome"')
    return crowd


def capacity(name, quick):
    """The most sessions whose 99th percentile is within the bound: doubled until it is not, then halfway between."""
    held, passed = 0, None
    while passed is None or passed - held > max(SMALLEST, held // (2 if quick else 8)):
        sessions = max(SMALLEST, 2 * held) if passed is None else (held + passed) // 2
        if percentile(latencies(name, sessions, 4 if quick else 10), 0.99) <= BOUND:
            held = sessions
        else:
            passed = sessions
    return held


def percentile(sorted_values, share):
    """Of none: nothing came at all."""
    return sorted_values[int(share * (len(sorted_values) - 1))] if sorted_values else float("inf")


def latency_row(sessions, share, results):
    ours, node = (
        median([percentile(values, share) for values in results[name, sessions]]) / 1_000 for name in CONTENDERS
    )
    title = f"{sessions:,} streams of {RATE} tokens/s, p{share * 100:.0f} in ms"
    hasGoal = share == 0.99
    goal = "≤ 0.5" if hasGoal else ""
    return figure(title, f"{ours:.2f}", [f"{node:.2f}"], f"{ours / node:.2f}", goal, ours <= 0.5 * node if hasGoal else None)


def capacity_row(held):
    ours, node = (held[name] for name in CONTENDERS)
    ratio = ours / node if node else float("inf")
    return figure("sessions before p99 passes 100 ms", f"{ours:,}", [f"{node:,}"], f"{ratio:.2f}", "≥ 2", ratio >= 2)
