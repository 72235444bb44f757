"""CMD: what tabs ask for, and hostile frames."""

import json

import pytest
from harness.tab import Tab
from websockets.frames import Opcode

PROMPT = "Draw a heatmap of website visits by weekday and hour"


@pytest.mark.parametrize(
    "frame",
    ["not json", "[]", "7", '"hello"', "{", '{"type":"ping"', "[" * 65 + "]" * 65, '{"type":"ping","type":"pong"}'],
)
def test_cmd4_a_frame_that_is_no_object_ends_the_connection(server, frame):
    tab = Tab(server)
    tab.socket.send(frame)
    assert tab.closed()[0] == 4504
    assert Tab(server, session=tab.session).welcome["session"] == tab.session


def test_cmd4_depth_64_is_read_and_65_is_not(server):
    tab = Tab(server)
    tab.socket.send('{"type":"ping","x":' + "[" * 63 + "]" * 63 + "}")
    assert tab.until(lambda message: message["type"] == "pong")
    tab.socket.send('{"type":"ping","x":' + "[" * 64 + "]" * 64 + "}")
    code, reason = tab.closed()
    assert code == 4504 and "64" in reason


def test_cmd4_a_binary_frame_ends_the_connection(server):
    tab = Tab(server)
    tab.socket.send(b"\x00\x01")
    assert tab.closed()[0] == 4504


def test_cmd4_invalid_utf8_ends_the_connection(server):
    tab = Tab(server)
    tab.frame(Opcode.TEXT, b'{"type":"\xff"}')
    assert tab.closed()[0] == 1007


@pytest.mark.parametrize(
    "message, code, names",
    [
        ({"type": "dance", "id": "1"}, "unknown_type", "dance"),
        ({"id": "1"}, "bad_message", "type"),
        ({"type": "prompt", "id": "1"}, "bad_message", "prompt.text"),
        ({"type": "prompt", "id": "1", "text": 7}, "bad_message", "prompt.text"),
        ({"type": "prompt", "id": "1", "text": "  \n"}, "bad_message", "empty"),
        ({"type": "prompt", "id": "1", "text": "é" * (16 << 10) + "x"}, "too_large", "32768"),
        ({"type": "cancel", "id": "1", "turn": 7}, "unknown_turn", "7"),
        ({"type": "cancel", "id": "1", "turn": 1.5}, "bad_message", "cancel.turn"),
        ({"type": "rerun", "id": "1", "turn": 1, "code": "x" * ((256 << 10) + 1)}, "too_large", "262144"),
        ({"type": "sandbox", "id": "1", "state": "asleep"}, "bad_message", "sandbox.state"),
        ({"type": "outcome", "id": "1", "turn": 1, "attempt": 1, "lease": 1, "outcome": "ok"}, "stale_lease", "turn 1"),
    ],
)
def test_cmd4_a_wrong_field_is_refused_and_named_and_the_tab_stays(server, message, code, names):
    tab = Tab(server)
    tab.say(**message)
    reply = tab.until(lambda message: message["type"] == "reply")
    assert reply["re"] == message.get("id") and reply["error"]["code"] == code
    assert names in reply["error"]["message"] and reply["error"]["temporary"] is False
    assert tab.ask("sandbox", state="ready")["ok"] == {}


def test_a_prompt_at_its_bound_is_taken(server):
    tab = Tab(server)
    assert tab.ask("prompt", text="x" * (32 << 10))["ok"] == {"turn": 1}
    assert tab.event("turn.started")["prompt"] == "x" * (32 << 10)


@pytest.mark.parametrize("id", [None, "", "x" * 65, 7])
def test_cmd1_a_command_without_a_good_id_is_refused(server, id):
    tab = Tab(server)
    tab.say(type="cancel", turn=1, id=id)
    reply = tab.until(lambda message: message["type"] == "reply")
    assert reply["re"] is None and "cancel.id" in reply["error"]["message"]


def test_a_frame_past_its_bound_ends_the_connection(server):
    tab = Tab(server)
    tab.say(type="prompt", id="1", text="x" * (1 << 20))
    code, reason = tab.closed()
    assert code == 4506 and "1048576" in reason
    tab = Tab(server)
    tab.say(type="output", id="1", text="x" * (16 << 20))
    code, reason = tab.closed()
    assert code == 4506 and "16777216" in reason


def test_cmd2_a_command_sent_again_is_answered_and_not_done_again(server):
    tab = Tab(server, tab={"key": "a-secret-key-of-a-tab"})
    first = tab.ask("prompt", id="once", text=PROMPT)
    assert tab.ask("prompt", id="once", text=PROMPT) == first
    again = Tab(server, session=tab.session, tab={"key": "a-secret-key-of-a-tab"})
    assert again.ask("prompt", id="once", text=PROMPT) == first
    again.ask("cancel", turn=1)
    again.event("turn.ended")
    assert [event["turn"] for event in again.events if event["kind"] == "turn.started"] == [1]


def test_cmd2_also_after_the_server_was_killed(server):
    tab = Tab(server, tab={"key": "a-secret-key-of-a-tab"})
    first = tab.ask("prompt", id="once", text=PROMPT)
    server.kill()
    server.start()
    again = Tab(server, session=tab.session, tab={"key": "a-secret-key-of-a-tab"})
    assert again.ask("prompt", id="once", text=PROMPT) == first


def test_flooding_is_refused_for_a_while(server):
    tab = Tab(server)
    ids = [tab.command("cancel", turn=9) for _ in range(260)]
    codes = []
    while len(codes) < len(ids):
        message = tab.receive()
        if message["type"] == "reply":
            codes.append(message["error"]["code"])
    assert codes[:200] == ["unknown_turn"] * 200 and codes.count("flooding") > 0


def test_a_close_is_answered_with_its_code(server):
    tab = Tab(server)
    tab.socket.close(code=3001)
    assert tab.socket.protocol.close_rcvd.code == 3001


def test_a_control_frame_that_is_too_long_is_a_violation(server):
    tab = Tab(server)
    tab.frame(Opcode.PING, b"x" * 126)
    assert tab.closed()[0] == 1002


def test_json_replies_are_exact(server):
    tab = Tab(server)
    tab.say(type="cancel", id="é\"\\", turn=3)
    reply = tab.until(lambda message: message["type"] == "reply")
    assert json.dumps(reply["error"]["code"]) == '"unknown_turn"' and reply["re"] == 'é"\\'
