"""PMD: permessage-deflate, as clients that have nothing of the server's see it."""

import json
import pathlib
import threading

import pytest
from harness.model import says
from harness.raw_tab import RawTab, deflated
from harness.server import refusal
from harness.tab import Tab

MIB = 1 << 20
RESULT = 16 * MIB
WORDS = " The chart that you asked for shows each month as a bar, and next to it the mean of the year before.".split(" ")
LONG = "# " + " ".join(str(number * number) for number in range(2_000)) + "\nfig = None\n"


def ended(tab):
    tab.until("event", kind="turn.ended")
    return {seq: (frame, text) for seq, frame, text in tab.frames}


def test_pmd1_a_client_that_knows_compression_negotiates_it(server):
    tab = Tab(server)
    assert tab.socket.response.headers["Sec-WebSocket-Extensions"] == "permessage-deflate; client_no_context_takeover"
    assert [extension.name for extension in tab.socket.protocol.extensions] == ["permessage-deflate"]
    tab.ready().ask("prompt", text="plot")
    assert tab.event("turn.started")["prompt"] == "plot"


@pytest.mark.parametrize(
    "offers, agreed",
    [
        ([], None),
        (["permessage-deflate; server_max_window_bits=8"], None),
        (["permessage-deflate; nonsense", "x-other"], None),
        (
            ["permessage-deflate; server_max_window_bits=8, x-other", "permessage-deflate; server_max_window_bits=\"9\""],
            "permessage-deflate; client_no_context_takeover; server_max_window_bits=9",
        ),
    ],
)
def test_pmd2_what_cannot_be_kept_is_declined_and_the_connection_is_good(server, offers, agreed):
    with RawTab(server, *offers) as tab:
        assert " 101 " in tab.status and tab.agreed == agreed
        assert tab.hello()["role"] == "owner"


def test_pmd6_tabs_share_the_compressed_bytes_and_they_are_few(attached, model):
    """Four tabs with histories, one of them with another window, one without history and one plain: one story."""
    # A word is said when the one before has come, so that each is an event.
    gates = [threading.Event() for _ in WORDS]
    words = [piece for word, gate in zip(WORDS, gates) for piece in (f"{word} ", gate)]
    model.will(says(*words, "\n```python\n", LONG, "```\n"))
    offers = ["permessage-deflate", "permessage-deflate; client_max_window_bits", "permessage-deflate; server_max_window_bits=12"]
    tabs = [RawTab(attached, offer) for offer in [*offers, "permessage-deflate; server_no_context_takeover"]]
    tabs.append(RawTab(attached))
    session = tabs[0].hello()["session"]
    for tab in tabs[1:]:
        tab.hello(session=session)
    tabs[0].say(type="prompt", id="1", text="plot")
    for gate in gates:
        tabs[0].until("event", kind="text")
        gate.set()
    # Nobody's sandbox is ready: the turn ends when it is stopped.
    for tab in tabs:
        tab.until("event", kind="code")
    tabs[0].say(type="cancel", id="2", turn=1)
    stories = [ended(tab) for tab in tabs]
    first, plain, alone = stories[0], stories[-1], stories[-2]
    assert all({seq: text for seq, (_, text) in story.items()} == {seq: text for seq, (_, text) in plain.items()} for story in stories)
    for story in stories[1:3]:
        assert {seq: frame for seq, (frame, _) in story.items()} == {seq: frame for seq, (frame, _) in first.items()}
    code = next(seq for seq, (_, text) in plain.items() if b'"code":' in text)
    assert alone[code][0] == first[code][0], "what is large is the same for those without a history"
    tokens = [seq for seq, (_, text) in plain.items() if b'"kind":"text"' in text and len(text) < 1024]
    assert len(tokens) >= len(WORDS)
    assert all(alone[seq][0] == plain[seq][0] for seq in tokens), "what is small is plain for them"
    sizes = [sum(len(story[seq][0]) for seq in tokens) for story in (first, plain)]
    assert sizes[0] * 3 < sizes[1], sizes
    for tab in tabs:
        tab.__exit__()


def test_pmd6_a_tab_that_comes_during_an_answer_reads_the_rest_with_the_others(attached, model):
    half, rest = threading.Event(), threading.Event()
    model.will(says(*WORDS, half, *WORDS, rest, *WORDS))
    with RawTab(attached, "permessage-deflate") as first, RawTab(attached, "permessage-deflate") as late:
        session = first.hello()["session"]
        first.say(type="prompt", id="1", text="tell")
        first.until("event", kind="text")
        welcome = late.hello(session=session)
        half.set()
        while not late.frames or late.frames[-1][0] <= welcome["seq"]:
            late.receive()
        joined = late.frames[-1][0]
        rest.set()
        one, other = ended(first), ended(late)
        assert {seq: text for seq, (_, text) in one.items()} == {seq: text for seq, (_, text) in other.items()}
        after = [seq for seq in one if seq >= joined]
        assert len(after) > 2 and all(one[seq][0] == other[seq][0] and one[seq][0][0] == 0xC1 for seq in after)


def test_pmd7_a_replay_is_compressed(attached, model):
    model.will(says("\n```python\n", LONG, "```\n"))
    tab = Tab(attached).ready()
    tab.ask("prompt", text="plot")
    tab.event("code")
    for compact in (False, True):
        with RawTab(attached, "permessage-deflate; server_no_context_takeover") as compressed, RawTab(attached) as plain:
            sizes = []
            for reader in (compressed, plain):
                reader.hello(session=tab.session, compact=compact)
                size = 0
                while True:
                    frame, _, message = reader.receive()
                    size += len(frame)
                    if '"code":' in json.dumps(message):
                        break
                sizes.append(size)
            assert sizes[0] * 1.5 < sizes[1], sizes


def result(count):
    """A report of that many bytes, most of them spaces."""
    report = {"type": "output", "id": "1", "turn": 1, "attempt": 1, "lease": 1, "at": 0, "output": {}}
    return json.dumps(report).encode().ljust(count)


def test_pmd4_a_compressed_message_has_the_bound_that_all_have(server):
    with RawTab(server, "permessage-deflate") as tab:
        tab.hello()
        payload = deflated(result(RESULT))
        assert len(payload) < 100_000
        tab.send(payload, first=0xC1)
        assert tab.until("reply", re="1")["error"]["code"]
        tab.send(deflated(result(RESULT + 1)), first=0xC1)
        code, reason = tab.closed()
        assert code == 4506 and str(RESULT) in reason


def resident(server):
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def test_pmd4_a_bomb_takes_no_more_memory_than_the_bound(server):
    bomb = deflated(b"{}".ljust(256 * MIB))
    with RawTab(server, "permessage-deflate") as tab:
        tab.hello()
        before = resident(server)
        tab.send(bomb, first=0xC1)
        assert tab.closed()[0] == 4506
        assert resident(server) - before < 4 * RESULT


@pytest.mark.parametrize(
    "offer, first, payload, code",
    [
        ("permessage-deflate", 0xC9, b"", 1002),
        ("permessage-deflate", 0xC8, b"", 1002),
        ("permessage-deflate", 0xC0, b"", 1002),
        ("permessage-deflate", 0xE1, b"", 1002),
        ("permessage-deflate", 0xC1, b"\xff", 1007),
        ("permessage-deflate", 0xC1, deflated(b"\xff"), 1007),
        ("x-other", 0xC1, deflated(b"{}"), 1002),
    ],
)
def test_pmd3_pmd5_what_breaks_the_rules_of_compression(server, offer, first, payload, code):
    with RawTab(server, offer) as tab:
        tab.hello()
        tab.send(payload, first=first)
        assert tab.closed()[0] == code


def test_pmd1_it_can_be_switched_off(make_server):
    with RawTab(make_server(compression="off"), "permessage-deflate") as tab:
        assert tab.agreed is None
        assert tab.hello()["seq"] == 0


def test_a_setting_that_is_neither_on_nor_off_stops_the_start(tmp_path):
    assert 'SANDGLASS_COMPRESSION is "zstd"; on or off is wanted' in refusal(tmp_path, compression="zstd")
