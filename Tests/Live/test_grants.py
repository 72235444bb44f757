"""ACC6, ACC7: what a sign-in may see and do."""

import json

import pytest
from harness.access import PROMPT, session_of
from harness.server import TOKEN
from harness.tab import Tab, key
from harness.tokens import token

# ACC6


def test_acc6_a_session_that_may_not_be_seen_is_as_good_as_none(signed):
    mine, _ = session_of(signed, asked=True)
    other, _ = session_of(signed, asked=True)
    given = token(sessions=[mine])
    for method, path in (
        ("GET", ""),
        ("GET", "/events"),
        ("GET", "/outputs/1"),
        ("GET", "/figures/1"),
        ("POST", "/prompts"),
        ("PATCH", ""),
        ("DELETE", ""),
    ):
        body = {"text": "x", "name": "x"} if method in ("POST", "PATCH") else None
        answers = []
        for id in (other, "0" * 32):
            status, headers, text = signed.request(f"/api/sessions/{id}{path}", body, token=given, method=method)
            fields = {name: value for name, value in headers.items() if name not in ("Date", "Content-Length")}
            answers.append((status, fields, text.replace(id, "ID")))
        assert answers[0] == answers[1] and answers[0][0] == 404, path
    closes = []
    for id in (other, "0" * 32):
        tab = Tab(signed, hello=False, token=given)
        tab.say(type="hello", v=1, session=id)
        closes.append(tab.closed())
    assert closes[0] == closes[1] and closes[0][0] == 4503
    assert signed.request(f"/api/sessions/{other}")[0] == 200


def test_acc6_a_list_shows_what_may_be_seen_page_by_page(signed, database):
    ids = database(signed, 120)
    mine = ids[::2]
    seen, before = [], ""
    while True:
        _, _, text = signed.request(f"/api/sessions{before}", token=token(sessions=mine))
        page = json.loads(text)
        seen += [session["session"] for session in page["sessions"]]
        if page["next"] is None:
            break
        before = f"?before={page['next']}"
    assert seen == mine
    assert json.loads(signed.request("/api/sessions", token=token(sessions=["f" * 32]))[2])["sessions"] == []
    whole = json.loads(signed.request("/api/sessions", token=token(role="viewer"))[2])
    assert len(whole["sessions"]) == 50 and whole["next"]


@pytest.fixture
def database():
    """Fills a server's database with sessions that were asked something; returns their ids, the last used first."""
    import sqlite3

    def fill(server, count):
        with sqlite3.connect(server.data / "sessions.sqlite") as db:
            for number in range(count):
                # Two and two were used in the same moment.
                db.execute(
                    "INSERT INTO sessions (id, epoch, title, created, touched, turns) VALUES (?, 'e', 't', 0, ?, 1)",
                    (f"{number:032}", number // 2),
                )
        return [f"{number:032}" for number in reversed(range(count))]

    return fill


def test_acc6_only_owners_of_everything_make_sessions(signed):
    session, _ = session_of(signed)
    for given, status in (
        (token(), 201),
        (token(role="viewer"), 403),
        (token(sessions=[session]), 403),
    ):
        assert signed.request("/api/sessions", {}, token=given, method="POST")[0] == status
        tab = Tab(signed, hello=False, token=given)
        tab.say(type="hello", v=1)
        if status == 201:
            assert tab.until(lambda message: message["type"] == "welcome")
        else:
            code, reason = tab.closed()
            assert code == 4512 and "sessions that it names" in reason


def test_acc6_metrics_and_revocations_are_the_operators(signed):
    assert signed.request("/metrics", token=token())[0] == 403
    assert signed.request("/api/revocations", {"jti": "x"}, token=token())[0] == 403
    assert signed.request("/api/about", token=token())[0] == 200
    assert signed.request("/runtime.json", token=token(role="viewer"))[0] == 200


def test_acc6_a_viewer_sees_and_does_nothing(signed):
    owner = Tab(signed).ready()
    given = token(sessions=[owner.session], role="viewer")
    viewer = Tab(signed, token=given, session=owner.session)
    assert viewer.welcome["role"] == "viewer"
    owner.until(lambda message: message["type"] == "presence" and len(message["tabs"]) == 2)
    assert [tab.get("role") for tab in owner.presence] == [None, "viewer"]
    run = {"turn": 1, "attempt": 1, "lease": 1}

    def refused(*_, **__):
        for type, fields in (
            ("prompt", {"text": "x"}),
            ("cancel", {"turn": 1}),
            ("rerun", {"turn": 1, "code": "1"}),
            ("progress", {**run, "phase": "running"}),
            ("output", {**run, "at": 0, "output": {"output_type": "stream", "name": "stdout", "text": "forged"}}),
            ("outcome", {**run, "outcome": "ok"}),
        ):
            error = viewer.ask(type, **fields)["error"]
            assert error["code"] == "forbidden" and not error["temporary"] and "watching" in error["message"], type

    refused()
    owner.ask("prompt", text=PROMPT)
    run = key(owner.event("run.leased"))
    refused()
    owner.output(run)
    owner.outcome(run)
    owner.event("turn.ended")
    refused()
    viewer.event("turn.ended")
    assert viewer.events == owner.events and not any("forged" in json.dumps(event) for event in owner.events)
    here = f"/api/sessions/{owner.session}"
    assert signed.request(here + "/prompts", {"text": "x"}, token=given)[0] == 403
    assert signed.request(here, {"name": "x"}, token=given, method="PATCH")[0] == 403
    assert signed.request(here, token=given, method="DELETE")[0] == 403
    for path in ("", "/events", "/figures/1"):
        assert signed.request(here + path, token=given)[0] == 200


def test_acc6_a_viewers_tab_never_gets_a_run(signed):
    session, operator = session_of(signed)
    viewer = Tab(signed, token=token(sessions=[session], role="viewer"), session=session)
    viewer.ready()
    operator.ask("sandbox", state="broken")
    operator.ask("prompt", text=PROMPT)
    operator.event("code")
    viewer.ask("sandbox", state="ready", visible=True)
    # The run is given to the first tab that may have it.
    late = Tab(signed, token=token("bob", [session]), session=session).ready()
    assert late.event("run.leased")["tab"] == late.id
    assert {event["tab"] for event in late.events if event["kind"] == "run.leased"} == {late.id}


def test_acc6_an_owner_who_comes_back_as_a_viewer_has_lost_the_run(signed):
    owner = token(sessions="*")
    tab = Tab(signed, token=owner, tab={"key": "a-secret-key-of-a-tab"}).ready()
    tab.ask("prompt", text=PROMPT)
    run = key(tab.event("run.leased"))
    viewer = token(sessions=[tab.session], role="viewer")
    back = Tab(signed, token=viewer, session=tab.session, run=run, tab={"key": "a-secret-key-of-a-tab"})
    assert tab.closed()[0] == 4510 and back.id == tab.id
    other = Tab(signed, token=owner, session=tab.session).ready()
    assert other.event("run.leased", lease=2)["tab"] == other.id


# ACC7


def test_acc7_a_tabs_key_is_nothing_in_another_subjects_hands(signed):
    mine = Tab(signed, token=token("alice"), tab={"key": "a-secret-key-of-a-tab"})
    for stranger in (token("bob"), TOKEN):
        other = Tab(signed, token=stranger, session=mine.session, tab={"key": "a-secret-key-of-a-tab"})
        assert other.id != mine.id
    assert mine.ask("sandbox", state="ready")["ok"] == {}
    again = Tab(signed, token=token("alice"), session=mine.session, tab={"key": "a-secret-key-of-a-tab"})
    assert again.id == mine.id and mine.closed()[0] == 4510


def test_acc7_ids_of_sessions_cannot_be_guessed(server):
    ids = {json.loads(server.request("/api/sessions", {}, method="POST")[2])["session"] for _ in range(8)}
    assert len(ids) == 8 and all(len(bytes.fromhex(id)) == 16 for id in ids)
    # 1,024 random bits have between 400 and 624 ones, but once in 10^11 times.
    assert 400 <= sum(bin(int(id, 16)).count("1") for id in ids) <= 624
