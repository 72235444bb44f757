"""What is dropped from a long session, and what stays."""

import json
import sqlite3
import time

from harness.model import BAR
from harness.tab import Tab, key

DAY = 86_400_000


def turns(server, model, count):
    """A session with so many turns, each of about 110 events."""
    model.will(*[BAR] * count)
    tab = Tab(server).ready()
    for turn in range(1, count + 1):
        tab.ask("prompt", text="plot")
        run = key(tab.event("run.leased", turn=turn))
        for at in range(100):
            tab.output(run, at=at, output={"output_type": "stream", "name": "stdout", "text": "x"})
        tab.output(run, at=100)
        tab.outcome(run)
        tab.event("turn.ended", turn=turn)
    return tab


def dropped_to(server, session, first):
    """Waits until the session begins there or later, and returns where."""
    deadline = time.monotonic() + 60
    while (have := Tab(server, session=session).welcome["first"]) < first:
        assert time.monotonic() < deadline, f"it still begins at {have}"
    assert json.loads(server.request(f"/api/sessions/{session}/events")[2])["first"] == have
    return have


def test_ret1_the_oldest_turns_go_and_the_others_keep_their_numbers(make_server, model):
    server = make_server(**model.settings, retain_events=250)
    tab = turns(server, model, 4)
    third = next(event["seq"] for event in tab.events if event["kind"] == "turn.started" and event["turn"] == 3)
    assert dropped_to(server, tab.session, third) == third
    late = Tab(server, session=tab.session)
    late.event("turn.ended", turn=4)
    assert late.welcome["first"] == third and late.welcome["mode"] == "reset"
    assert late.events == tab.events[third - 1 :]
    assert late.ready().ask("rerun", turn=1, code="1")["error"]["code"] == "unknown_turn"
    assert late.ask("rerun", turn=3, code="1")["ok"] == {"turn": 3, "attempt": 2}


def test_opn6_a_position_before_what_is_kept_begins_anew(make_server, model):
    server = make_server(**model.settings, retain_events=150)
    tab = turns(server, model, 2)
    second = dropped_to(server, tab.session, 2)
    for seq, mode in ((1, "reset"), (second - 2, "reset"), (second - 1, "tail"), (second, "tail")):
        late = Tab(server, session=tab.session, after={"epoch": tab.welcome["epoch"], "seq": seq})
        assert late.welcome["mode"] == mode, seq


def test_ret1_a_restart_goes_on_counting(make_server, model):
    server = make_server(**model.settings, retain_events=150)
    tab = turns(server, model, 2)
    dropped_to(server, tab.session, 2)
    server.kill()
    server.start()
    model.will(BAR)
    back = Tab(server, session=tab.session).ready()
    assert back.ask("prompt", text="more")["ok"] == {"turn": 3}


def test_ret1_old_turns_and_unused_sessions_go_at_the_start(make_server, model):
    server = make_server(**model.settings)
    used, unused = turns(server, model, 2), turns(server, model, 1)
    for tab in (used, unused):
        tab.close()
    server.stop()
    with sqlite3.connect(f"{server.data}/sessions.sqlite") as database:
        long_ago = int(time.time() * 1000) - 2 * DAY
        database.execute("UPDATE segments SET ended = ?", [long_ago])
        database.execute("UPDATE sessions SET touched = ? WHERE id = ?", [long_ago, unused.session])
    database.close()
    server.environment["SANDGLASS_RETAIN_DAYS"] = "1"
    server.start()
    dropped_to(server, used.session, 2)
    late = Tab(server, session=used.session)
    late.event("turn.ended", turn=2)
    assert late.events[0]["turn"] == 2
    deadline = time.monotonic() + 60
    while server.request(f"/api/sessions/{unused.session}")[0] != 404:
        assert time.monotonic() < deadline, "the unused session is still there"


def test_everything_is_kept_by_default(attached, model):
    tab = turns(attached, model, 2)
    late = Tab(attached, session=tab.session)
    late.event("turn.ended", turn=2)
    assert late.welcome["first"] == 1 and late.events == tab.events
