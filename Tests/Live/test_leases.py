"""Who has the run when tabs fall silent, go or break."""

import socket
import struct

from harness.model import BAR
from harness.tab import Tab, asked, key


def two_tabs(server, model):
    """A tab that has the run, another that is ready, and the run."""
    model.will(BAR)
    first = asked(server)
    run = key(first.event("run.leased"))
    return first, Tab(server, session=first.session).ready(), run


def ping(tab, run=None):
    tab.say(type="ping", **({"run": run} if run else {}))
    tab.until(lambda message: message["type"] == "pong")


def test_run8_a_tab_that_falls_silent_loses_the_run_to_another(attached, model):
    first, second, run = two_tabs(attached, model)
    ping(first, run)
    leased = second.event("run.leased", lease=2)
    assert leased["tab"] == second.id
    # The first wakes up: what it says is too late, and counted.
    assert first.output(run)["error"]["code"] == "stale_lease"
    assert first.outcome(run)["error"]["code"] == "stale_lease"
    assert "sandglass_stale_reports_total 2" in attached.request("/metrics")[2]
    second.output(key(leased))
    second.outcome(key(leased))
    assert first.event("turn.ended")["outcome"] == "plotted"
    assert [event["attempt"] for event in first.events if event["kind"] == "attempt.started"] == [1]


def test_run8_a_tab_whose_page_goes_on_but_not_its_sandbox_loses_the_run(attached, model):
    first, second, run = two_tabs(attached, model)
    ping(first, run)
    pings = 0
    while not any(event["kind"] == "run.leased" and event["lease"] == 2 for event in second.events):
        ping(first)
        ping(second)
        pings += 1
    assert pings > 1


def test_run8_a_silent_tab_keeps_the_run_when_nobody_else_is_ready(attached, model):
    model.will(BAR)
    tab = asked(attached)
    run = key(tab.event("run.leased"))
    watcher = Tab(attached, session=tab.session)
    ping(tab, run)
    # Whoever is not ready gets nothing, however long the other is silent; then it speaks again.
    watcher.ask("sandbox", state="booting")
    assert tab.output(run)["ok"] == {}
    assert tab.outcome(run)["ok"] == {}
    assert tab.event("turn.ended")["outcome"] == "plotted"


def test_run8_a_page_that_is_gone_loses_the_run_at_once(attached, model):
    first, second, _ = two_tabs(attached, model)
    first.frame(8, struct.pack(">H", 1001))
    leased = second.event("run.leased", lease=2)
    assert leased["tab"] == second.id
    presence = second.presence or second.until(lambda message: message["type"] == "presence")["tabs"]
    assert [one["tab"] for one in presence] == [second.id]


def test_run8_a_broken_sandbox_loses_the_run_at_once(attached, model):
    first, second, run = two_tabs(attached, model)
    first.ask("sandbox", state="broken", reason="out of memory")
    assert second.event("run.leased", lease=2)["tab"] == second.id
    assert first.outcome(run, "crashed")["error"]["code"] == "stale_lease"


def test_run6_a_connection_that_breaks_has_its_grace(attached, model):
    first, second, run = two_tabs(attached, model)
    raw = first.socket.socket
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raw.close()
    assert second.event("run.leased", lease=2)["tab"] == second.id


def test_run9_a_silent_tab_is_not_asked_again_until_it_speaks(attached, model):
    first, second, run = two_tabs(attached, model)
    ping(first, run)
    leased = key(second.event("run.leased", lease=2))
    second.output(leased)
    second.outcome(leased)
    second.event("turn.ended", turn=1)
    model.will(BAR, BAR)
    # The first asked, and would be preferred.
    second.ask("prompt", text="more")
    leased = second.event("run.leased", turn=2)
    assert leased["tab"] == second.id
    second.output(key(leased))
    second.outcome(key(leased))
    second.event("turn.ended", turn=2)
    first.ask("prompt", text="and more")
    assert first.event("run.leased", turn=3)["tab"] == first.id


def test_run6_the_turn_waits_visibly_and_goes_on_when_a_tab_is_ready(attached, model):
    model.will(BAR)
    tab = Tab(attached)
    tab.ask("sandbox", state="booting")
    tab.ask("prompt", text="plot")
    tab.event("code")
    late = Tab(attached, session=tab.session)
    late.event("code")
    assert not any(event["kind"] == "run.leased" for event in late.events)
    late.ready()
    assert tab.event("run.leased")["tab"] == late.id


def test_opn3_a_hello_that_comes_late_does_not_replace_a_later_connection(server):
    name = {"key": "a-secret-key-of-a-tab"}
    second = Tab(server, tab={**name, "connection": 2})
    first = Tab(server, hello=False)
    first.say(type="hello", v=1, session=second.session, tab={**name, "connection": 1})
    assert first.closed()[0] == 4510
    ping(second)
    third = Tab(server, session=second.session, tab={**name, "connection": 3})
    assert second.closed()[0] == 4510
    assert third.id == second.id
