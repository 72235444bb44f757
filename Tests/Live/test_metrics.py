"""What /metrics says of what the server did."""

import re
import threading

from harness.model import BAR, Answer, says
from harness.tab import Tab, asked, key

SAMPLE = re.compile(r"([a-z_]+)(?:\{([^}]*)\})? (\S+)")


class Exposition:
    """The metrics of a server as a scraper reads them: by name, or by name and the values of the labels, of which a
    bucket's bound is the last."""

    def __init__(self, server):
        status, headers, text = server.request("/metrics")
        assert status == 200 and headers["Content-Type"] == "text/plain; version=0.0.4"
        self.kinds = {}
        self.values = {}
        for line in text.splitlines():
            if line.startswith("# HELP "):
                continue
            if line.startswith("# TYPE "):
                _, _, name, kind = line.split(" ")
                assert name not in self.kinds
                self.kinds[name] = kind
                continue
            name, labels, value = SAMPLE.fullmatch(line).groups()
            labels = re.findall(r'[a-z]+="([^"]*)"', labels or "")
            series = (name, *labels) if labels else name
            assert series not in self.values, line
            self.values[series] = float(value)

    def __getitem__(self, series):
        return self.values[series]

    def count(self, name, *labels):
        """How often something was timed; its buckets have to agree."""
        count = self[(name + "_count", *labels) if labels else name + "_count"]
        begin = (name + "_bucket", *labels)
        buckets = [value for series, value in self.values.items() if series[: len(begin)] == begin]
        assert buckets == sorted(buckets) and buckets[-1] == count
        return count

    def seconds(self, name, *labels):
        return self[(name + "_sum", *labels) if labels else name + "_sum"]


def test_every_series_is_there_from_the_start(server):
    tab = Tab(server).ready()
    metrics = Exposition(server)
    assert metrics["sandglass_sockets"] == metrics["sandglass_sessions"] == metrics["sandglass_commands_total"] == 1
    assert metrics["sandglass_attempts_total", "repair"] == metrics["sandglass_turns_total", "plotted"] == 0
    assert metrics.count("sandglass_run_seconds", "whole") == 0
    assert set(metrics.kinds.values()) == {"counter", "gauge", "histogram"}
    text = server.request("/metrics")[2]
    assert tab.session not in text and tab.id not in text


def test_a_repaired_turn_is_counted_and_timed(attached, model):
    held = threading.Event()
    # Half a second after it was asked the model says its first word.
    threading.Timer(0.5, held.set).start()
    model.will(says(held, "```python\n", "fig = px.bar()", "\n```\n"), BAR)
    tab = asked(attached, "a secret wish")
    watcher = Tab(attached, session=tab.session)
    error = {"ename": "NameError", "evalue": "name 'px' is not defined", "traceback": [], "line": 1}
    first = key(tab.event("run.leased"))
    # A tab may say what it likes of its clocks.
    tab.outcome(first, "error", error=error, timings={"packagesMs": 2**31 - 1, "execMs": 0})
    second = key(tab.event("run.leased", attempt=2))
    tab.output(second)
    tab.outcome(second, timings={"packagesMs": 0, "execMs": 0, "serializeMs": 0})
    assert tab.event("turn.ended")["outcome"] == "plotted"
    watcher.event("turn.ended")
    assert tab.outcome(second)["error"]["code"] == "stale_lease"

    metrics = Exposition(attached)
    attempts = {reason: metrics["sandglass_attempts_total", reason] for reason in ("first", "repair", "restart", "rerun")}
    assert attempts == {"first": 1, "repair": 1, "restart": 0, "rerun": 0}
    assert metrics["sandglass_runs_total", "error"] == metrics["sandglass_runs_total", "ok"] == 1
    assert metrics["sandglass_turns_total", "plotted"] == 1
    assert metrics["sandglass_stale_reports_total"] == 1

    assert metrics.count("sandglass_first_token_seconds") == 2
    assert metrics["sandglass_first_token_seconds_bucket", "0.25"] <= 1
    assert 0.4 < metrics.seconds("sandglass_first_token_seconds") < 10
    assert metrics.count("sandglass_model_seconds", "complete") == 2
    assert metrics.count("sandglass_model_seconds", "failed") == metrics.count("sandglass_model_seconds", "stopped") == 0
    assert metrics.seconds("sandglass_model_seconds", "complete") >= metrics.seconds("sandglass_first_token_seconds")

    whole = metrics.seconds("sandglass_run_seconds", "whole")
    assert metrics.count("sandglass_run_seconds", "whole") == 2
    assert metrics.count("sandglass_run_seconds", "packages") == metrics.count("sandglass_run_seconds", "exec") == 1
    assert 0 <= metrics.seconds("sandglass_run_seconds", "packages") <= whole < 10
    assert metrics.seconds("sandglass_run_seconds", "serialize") == 0

    assert metrics["sandglass_events_total"] == len(attached.events(tab.session)) == len(tab.events)
    commits = metrics.count("sandglass_commit_seconds")
    assert 0 < commits == metrics.count("sandglass_fanout_seconds") <= len(tab.events)
    assert 0 < metrics.seconds("sandglass_commit_seconds") < metrics.seconds("sandglass_fanout_seconds")
    assert metrics["sandglass_sockets"] == 2 and metrics["sandglass_sessions"] == 1
    text = attached.request("/metrics")[2]
    assert all(word not in text for word in ("secret", "NameError", "px", "scripted", tab.session, tab.id, watcher.id))


def test_a_model_that_fails_and_one_that_is_stopped(attached, model):
    model.will(Answer([b"{}"], status=500, content_type="application/json"))
    tab = asked(attached)
    assert tab.event("turn.ended", turn=1)["outcome"] == "failed"
    held = threading.Event()
    model.will(says("Thinking", held, "more"))
    tab.ask("prompt", text="again")
    tab.event("text", turn=2)
    tab.ask("cancel", turn=2)
    tab.event("turn.ended", turn=2)
    # What is told after the session's last step is counted by then.
    tab.ready()
    metrics = Exposition(attached)
    assert metrics["sandglass_turns_total", "failed"] == metrics["sandglass_turns_total", "cancelled"] == 1
    assert metrics.count("sandglass_model_seconds", "failed") == metrics.count("sandglass_model_seconds", "stopped") == 1
    assert metrics.count("sandglass_first_token_seconds") == 1
    held.set()


def test_acc9_what_a_rate_holds_back_is_counted(server):
    tab = Tab(server)
    replies = [tab.command("sandbox", state="ready") for _ in range(230)]
    tab.until(lambda message: message.get("re") == replies[-1])
    refused = sum("error" in reply and reply["error"]["code"] == "flooding" for reply in tab.replies.values())
    assert 0 < refused == Exposition(server)["sandglass_limited_total", "commands"]


def test_sessions_that_nobody_watches_are_not_live(server):
    tabs = [Tab(server) for _ in range(3)]
    assert Exposition(server)["sandglass_sessions"] == 3
    for tab in tabs[:2]:
        tab.close()
    # The server hears of it a moment later.
    while (metrics := Exposition(server))["sandglass_sockets"] > 1 or metrics["sandglass_sessions"] > 1:
        pass
