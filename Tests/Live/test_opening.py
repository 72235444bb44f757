"""OPN: how a connection begins, and how it ends when it begins wrongly."""

import json
import socket
import time

import pytest
from harness.tab import Tab
from websockets.exceptions import InvalidStatus


def test_opn1_opn5_a_first_hello_makes_a_session(server):
    tab = Tab(server)
    welcome = tab.welcome
    assert welcome["v"] == 1 and welcome["seq"] == 0 and welcome["mode"] == "reset"
    assert len(welcome["session"]) == 32 and welcome["ping"] > 0
    assert welcome["limits"]["promptBytes"] == 32 << 10
    assert welcome["model"]["rehearsal"] is True


@pytest.mark.parametrize(
    "first",
    [
        '{"type":"prompt","id":"1","text":"plot"}',
        '{"type":"hello"}',
        '{"type":"hello","v":"1"}',
        '{"type":"hello","v":1,"tab":{"name":7}}',
        '{"type":"hello","v":1,"tab":{"name":"x","key":"short"}}',
        '{"type":"hello","v":1,"after":{"epoch":"e"}}',
    ],
)
def test_opn2_anything_but_a_hello_is_a_bad_hello(server, first):
    tab = Tab(server, hello=False)
    tab.socket.send(first)
    assert tab.closed()[0] == 4500


def test_opn2_another_version_is_named(server):
    tab = Tab(server, hello=False)
    tab.say(type="hello", v=2)
    code, reason = tab.closed()
    assert code == 4501 and "version 1" in reason


def test_opn2_an_unknown_session_is_refused(server):
    tab = Tab(server, hello=False)
    tab.say(type="hello", v=1, session="0" * 32)
    assert tab.closed()[0] == 4503


def test_opn2_a_hello_that_never_comes(server):
    tab = Tab(server, hello=False)
    assert tab.closed()[0] == 4509


def test_opn3_the_same_key_is_the_same_tab_and_replaces_it(server):
    first = Tab(server, tab={"key": "a-secret-key-of-a-tab"})
    again = Tab(server, session=first.session, tab={"key": "a-secret-key-of-a-tab"})
    assert again.id == first.id and "secret" not in first.id
    assert first.closed()[0] == 4510
    assert again.ask("sandbox", state="ready")["ok"] == {}


def test_opn6_a_position_gets_its_tail_or_a_reset(server):
    tab = Tab(server).ready()
    turn = tab.ask("prompt", text="Draw a heatmap of website visits by weekday and hour")["ok"]["turn"]
    tab.ask("cancel", turn=turn)
    end = tab.event("turn.ended")["seq"]
    epoch = tab.welcome["epoch"]

    tail = Tab(server, session=tab.session, after={"epoch": epoch, "seq": 2})
    assert tail.welcome["mode"] == "tail" and tail.welcome["seq"] == end
    tail.event("turn.ended")
    assert [event["seq"] for event in tail.events] == list(range(3, end + 1))

    for position in ({"epoch": "another", "seq": 2}, {"epoch": epoch, "seq": end + 1}):
        reset = Tab(server, session=tab.session, after=position)
        assert reset.welcome["mode"] == "reset"
        reset.event("turn.ended")
        assert reset.events == tab.events


def test_opn7_a_ping_is_answered(server):
    tab = Tab(server)
    tab.say(type="ping")
    assert tab.until(lambda message: message["type"] == "pong") == {"type": "pong"}


def test_not_signed_in_is_closed_at_once(server):
    assert Tab(server, hello=False, token=None, origin=server.origin).closed()[0] == 4502
    assert Tab(server, hello=False, token="wrong").closed()[0] == 4502


def test_a_page_of_another_site_gets_no_socket(server):
    for token, origin in (("a-token-for-tests", "http://evil.example"), (None, None)):
        with pytest.raises(InvalidStatus) as refused:
            Tab(server, hello=False, token=token, origin=origin)
        assert refused.value.response.status_code == 426


def test_a_request_that_never_ends_harms_nobody(server):
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.sendall(b"GET /ws HTTP/1.1\r\nHost: ")
        assert Tab(server).welcome["v"] == 1


def test_an_upgrade_on_a_used_connection_is_told_so(server):
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in connection.recv(4096)
        connection.sendall(
            b"GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        assert b"426 Upgrade Required" in connection.recv(4096)


def test_new_sessions_of_an_address_are_limited(server):
    for _ in range(8):
        Tab(server).close()
    tab = Tab(server, hello=False)
    tab.say(type="hello", v=1)
    code, reason = tab.closed()
    assert code == 4505 and "8 new sessions a minute" in reason
    status, headers, text = server.request("/api/sessions", method="POST", body={})
    assert status == 429 and headers["Retry-After"] and "8 new sessions" in json.loads(text)["detail"]


def test_a_session_has_at_most_64_tabs(server):
    first = Tab(server)
    tabs = [Tab(server, session=first.session) for _ in range(63)]
    late = Tab(server, hello=False)
    late.say(type="hello", v=1, session=first.session)
    assert late.closed()[0] == 4507
    tabs.pop().close()
    first.until(lambda message: message["type"] == "presence" and len(message["tabs"]) == 63)
    assert Tab(server, session=first.session).welcome["session"] == first.session


def test_opn7_silence_is_noticed(server):
    started = time.monotonic()
    tab = Tab(server)
    assert tab.closed()[0] == 4003
    assert time.monotonic() - started >= 2.5 * tab.welcome["ping"]
