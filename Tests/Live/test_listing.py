"""Earlier sessions: found, renamed, deleted; large outputs fetched."""

import json
import pathlib

from harness.model import BAR, program
from harness.tab import Tab, asked, key

LARGE = {"output_type": "stream", "name": "stdout", "text": "x" * 9_000}


def plotted(tab, *outputs):
    """Lets the tab run what it was leased, with these outputs and a figure."""
    run = key(tab.event("run.leased"))
    for at, output in enumerate(outputs):
        tab.output(run, at=at, output=output)
    tab.output(run, at=len(outputs))
    tab.outcome(run)
    tab.event("turn.ended")
    return tab


def listed(server, before=None):
    status, _, text = server.request("/api/sessions" + (f"?before={before}" if before else ""))
    assert status == 200
    return json.loads(text)


def test_ses1_sessions_are_listed_the_last_used_first(attached, model):
    model.will(BAR, BAR)
    first = plotted(asked(attached, "a bar chart of rainfall"))
    empty = Tab(attached)
    second = plotted(asked(attached, "y" * 300))
    sessions = listed(attached)["sessions"]
    assert [one["session"] for one in sessions] == [second.session, first.session]
    assert empty.session not in {one["session"] for one in sessions}
    assert sessions[0]["title"] == "y" * 200
    assert sessions[1] | {"created": "", "touched": ""} == {
        "session": first.session, "name": "", "title": "a bar chart of rainfall", "created": "", "touched": "",
        "turns": 1, "tabs": 1, "open": False,
    }  # fmt: skip
    assert sessions[1]["created"] <= sessions[1]["touched"]


def test_ses1_the_list_comes_in_pages(make_server):
    server = make_server()
    tab = Tab(server)
    path = f"/api/sessions/{tab.session}"
    assert server.request(path, method="PATCH", body={"name": "kept"})[0] == 200
    page = listed(server)
    assert [one["name"] for one in page["sessions"]] == ["kept"] and page["next"] is None
    assert server.request("/api/sessions?before=nonsense")[0] == 400


def test_ses1_a_session_is_renamed_in_every_tab(server):
    tab, other = Tab(server), None
    other = Tab(server, session=tab.session)
    path = f"/api/sessions/{tab.session}"
    status, _, text = server.request(path, method="PATCH", body={"name": "  Rainfall  "})
    assert status == 200 and json.loads(text)["name"] == "Rainfall"
    for one in (tab, other):
        assert one.until(lambda message: message["type"] == "session")["name"] == "Rainfall"
    assert Tab(server, session=tab.session).welcome["name"] == "Rainfall"
    assert json.loads(server.request(path)[2])["tabs"] == 3
    server.kill()
    server.start()
    assert json.loads(server.request(path)[2])["name"] == "Rainfall"


def test_ses1_names_are_bounded(server):
    path = f"/api/sessions/{Tab(server).session}"
    assert server.request(path, method="PATCH", body={"name": "n" * 200})[0] == 200
    for body in ({"name": "n" * 201}, {"name": "two\nlines"}, {"name": 3}, {}):
        status, _, text = server.request(path, method="PATCH", body=body)
        assert status == 400 and "200 bytes" in json.loads(text)["detail"], body
    unknown = "/api/sessions/" + "0" * 32
    for method, body in (("GET", None), ("PATCH", {"name": "x"}), ("DELETE", None)):
        assert server.request(unknown, method=method, body=body)[0] == 404, method
    for method in ("GET", "PATCH", "DELETE"):
        assert server.request(path, method=method, token="wrong")[0] == 401, method


def test_ses2_a_deleted_session_is_gone_from_the_disk(attached, model):
    secret = "a-very-particular-prompt-that-nobody-else-has"
    model.will(BAR)
    tab = plotted(asked(attached, secret))
    watcher = Tab(attached, session=tab.session)
    assert holds(attached, secret)
    path = f"/api/sessions/{tab.session}"
    assert attached.request(path, method="DELETE")[0] == 204
    assert not holds(attached, secret) and not holds(attached, tab.session)
    for one in (tab, watcher):
        assert one.closed()[0] == 4511
    stranger = Tab(attached, hello=False)
    stranger.say(type="hello", v=1, session=tab.session)
    assert stranger.closed()[0] == 4503
    assert attached.request(path)[0] == 404 and attached.request(path, method="DELETE")[0] == 404
    assert listed(attached)["sessions"] == []


def test_ses2_a_turn_in_flight_ends_with_its_session(attached, model):
    import threading

    from harness.model import says

    model.will(says("I begin", threading.Event()))
    tab = asked(attached)
    tab.event("text")
    assert attached.request(f"/api/sessions/{tab.session}", method="DELETE")[0] == 204
    assert model.hung_up.wait(30)
    assert tab.closed()[0] == 4511


def holds(server, text):
    """Whether any file of the server's data has that text."""
    files = [path for path in pathlib.Path(server.data).rglob("*") if path.is_file()]
    return any(text.encode() in path.read_bytes() for path in files)


def test_evt5_evt6_a_compact_replay_is_the_same_story_in_fewer_words(attached, model):
    model.will(program("import plotly.express as px\n" * 20 + "fig = px.bar(x=[1], y=[1])"))
    printed = {"output_type": "stream", "name": "stdout", "text": "line\n"}
    tab = plotted(asked(attached), printed, printed, LARGE)
    late = Tab(attached, session=tab.session, compact=True)
    while late.seen < late.welcome["seq"]:
        late.receive()
    assert len(late.events) < len(tab.events) and late.welcome["seq"] == tab.events[-1]["seq"]
    expected = 1
    for event in late.events:
        assert event.get("from", event["seq"]) == expected
        expected = event["seq"] + 1
    answer = "".join(event["text"] for event in tab.events if event["kind"] == "text")
    assert [event["text"] for event in late.events if event["kind"] == "text"] == [answer]
    lines, large, figure = (event for event in late.events if event["kind"] == "run.output")
    assert lines["output"]["text"] == "line\nline\n" and lines["count"] == 2
    assert large["ref"] == {"bytes": len(json.dumps(LARGE, separators=(",", ":"))), "output_type": "stream", "name": "stdout"}
    assert "ref" not in figure
    path = f"/api/sessions/{tab.session}/outputs/"
    assert json.loads(attached.request(f"{path}{large['seq']}")[2]) == LARGE
    for seq in (0, 1, 10_000, -1):
        assert attached.request(f"{path}{seq}")[0] == 404, seq


def test_opn9_without_compact_every_event_is_a_message_of_its_own(attached, model):
    model.will(BAR)
    tab = plotted(asked(attached))
    late = Tab(attached, session=tab.session)
    late.event("turn.ended")
    assert late.events == tab.events


def test_opn9_a_compact_tail_begins_within_a_turn(attached, model):
    model.will(BAR)
    tab = plotted(asked(attached))
    for seq in range(1, tab.events[-1]["seq"]):
        after = {"epoch": tab.welcome["epoch"], "seq": seq}
        late = Tab(attached, session=tab.session, after=after, compact=True)
        late.event("turn.ended")
        assert late.welcome["mode"] == "tail" and late.events[0].get("from", late.events[0]["seq"]) == seq + 1
