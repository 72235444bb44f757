"""RUN and TRN over real sockets, with a real HTTP model that answers by script."""

import contextlib
import json
import socket
import threading

import pytest
from harness.model import BAR, LINE, program, says
from harness.server import TOKEN
from harness.tab import FIGURE, Tab, asked, key


def test_run2_trn4_a_figure_ends_the_turn_plotted(attached, model):
    model.will(BAR)
    tab = asked(attached)
    run = key(tab.event("run.leased", tab=tab.id))
    assert tab.output(run)["ok"] == {}
    assert tab.outcome(run, timings={"packagesMs": 1, "execMs": 2, "serializeMs": 3})["ok"] == {}
    assert tab.event("turn.ended")["outcome"] == "plotted"
    assert tab.event("run.output")["output"] == FIGURE
    status, _, text = attached.request(f"/api/sessions/{tab.session}/figures/1")
    assert status == 200 and '"bar"' in text
    assert [event["seq"] for event in tab.events] == list(range(1, len(tab.events) + 1))


def test_trn2_a_failed_run_is_repaired_with_its_error(attached, model):
    model.will(program("fig = np.sin(1)"), BAR)
    tab = asked(attached, "a sine please")
    error = {"ename": "NameError", "evalue": "name 'np' is not defined", "traceback": ["File <code>", "x"], "line": 1}
    tab.outcome(key(tab.event("run.leased")), "error", error=error)
    run = key(tab.event("run.leased", attempt=2))
    tab.output(run)
    tab.outcome(run)
    assert tab.event("turn.ended")["outcome"] == "plotted"
    assert tab.event("attempt.started", attempt=2)["reason"] == "repair"
    repair = model.requests[1]["body"]["messages"][-1]["content"]
    assert "type: NameError" in repair and "line 1: fig = np.sin(1)" in repair
    assert repair.count('<error untrusted="true">') == 1


def test_run3_only_the_leased_tab_is_heard(attached, model):
    model.will(BAR)
    tab = asked(attached)
    other = Tab(attached, session=tab.session).ready()
    run = key(tab.event("run.leased", tab=tab.id))
    for wrong in (run | {"lease": 2}, run | {"attempt": 2}, run | {"turn": 9}):
        assert tab.outcome(wrong)["error"]["code"] == "stale_lease"
    assert other.output(run)["error"]["code"] == "stale_lease"
    assert other.outcome(run)["error"]["code"] == "stale_lease"
    tab.output(run)
    tab.outcome(run)
    assert tab.outcome(run)["error"]["code"] == "stale_lease"
    assert other.event("turn.ended")["outcome"] == "plotted"
    tab.event("turn.ended")
    assert other.events == tab.events


@pytest.mark.parametrize(
    "output, says",
    [
        ({"output_type": "display_data", "data": {}, "metadata": {}}, "InvalidOutput"),
        ({"output_type": "update", "data": {"text/plain": "x"}, "metadata": {}}, "InvalidOutput"),
        ({**FIGURE, "data": {"application/vnd.plotly.v1+json": "fig"}}, "InvalidFigure"),
        ({**FIGURE, "data": {"application/vnd.plotly.v1+json": {"data": [], "layout": {}}}}, "EmptyFigure"),
        ({**FIGURE, "data": {"application/vnd.plotly.v1+json": {"data": [{"type": "alien"}], "layout": {}}}}, "alien"),
        ({**FIGURE, "data": {"image/png": "bm90IGEgcG5n"}}, "InvalidOutput"),
    ],
)
def test_trn4_a_figure_that_is_none_is_an_error_for_the_repair(attached, model, output, says):
    model.will(BAR, LINE)
    tab = asked(attached)
    run = key(tab.event("run.leased"))
    reply = tab.output(run, output=output)
    assert reply["error"]["code"] == "invalid_output" and says in reply["error"]["message"]
    tab.outcome(run)
    assert says in str(tab.event("run.ended")["error"])
    tab.event("run.leased", attempt=2)
    assert says in model.requests[1]["body"]["messages"][-1]["content"]


def test_trn4_a_run_that_shows_nothing_is_repaired(attached, model):
    model.will(BAR, BAR)
    tab = asked(attached)
    tab.outcome(key(tab.event("run.leased")))
    assert tab.event("run.ended")["error"]["ename"] == "NothingShown"
    assert tab.event("attempt.started", attempt=2)["reason"] == "repair"


def test_run6_the_next_ready_tab_gets_the_run_of_one_that_left(attached, model):
    model.will(BAR)
    tab = asked(attached)
    watcher = Tab(attached, session=tab.session).ready()
    tab.event("run.leased")
    tab.close()
    lease = watcher.event("run.leased", lease=2)
    assert lease["tab"] == watcher.id
    watcher.output(key(lease))
    watcher.outcome(key(lease))
    assert watcher.event("turn.ended")["outcome"] == "plotted"


def test_opn4_a_tab_that_comes_back_goes_on_with_its_run(attached, model):
    model.will(BAR)
    tab = Tab(attached, tab={"key": "a-secret-key-of-a-tab"}).ready()
    tab.ask("prompt", text="plot")
    run = key(tab.event("run.leased"))
    after = {"epoch": tab.welcome["epoch"], "seq": tab.events[-1]["seq"]}
    tab.close()
    back = Tab(attached, session=tab.session, tab={"key": "a-secret-key-of-a-tab"}, after=after, run=run)
    back.output(run)
    assert back.outcome(run)["ok"] == {}
    assert back.event("turn.ended")["outcome"] == "plotted"
    assert not [event for event in back.events if event["kind"] == "run.leased"]


def test_opn4_a_tab_that_lost_its_run_gets_a_new_lease(attached, model):
    model.will(BAR)
    tab = Tab(attached, tab={"key": "a-secret-key-of-a-tab"}).ready()
    tab.ask("prompt", text="plot")
    tab.event("run.leased")
    tab.close()
    back = Tab(attached, session=tab.session, tab={"key": "a-secret-key-of-a-tab"}).ready()
    run = key(back.event("run.leased", lease=2))
    back.output(run)
    back.outcome(run)
    assert back.event("turn.ended")["outcome"] == "plotted"


def test_run6_a_prompt_without_a_ready_tab_waits_for_one(attached, model):
    model.will(BAR)
    tab = Tab(attached)
    tab.ask("prompt", text="plot")
    tab.event("code")
    late = Tab(attached, session=tab.session).ready()
    assert tab.event("run.leased")["tab"] == late.id


def test_trn5_cancel_closes_the_models_connection_and_keeps_the_text(attached, model):
    held = threading.Event()
    model.will(says("Let me ", "think", held))
    tab = asked(attached)
    tab.event("text")
    assert tab.ask("cancel", turn=1)["ok"] == {}
    assert tab.event("turn.ended")["outcome"] == "cancelled"
    assert model.hung_up.wait(30)
    text = "".join(event["text"] for event in tab.events if event["kind"] == "text")
    assert "Let me think".startswith(text) and text


def test_trn5_cancel_interrupts_the_run(attached, model):
    model.will(BAR)
    tab = asked(attached)
    run = key(tab.event("run.leased"))
    tab.ask("cancel", turn=1)
    assert tab.event("run.ended")["outcome"] == "interrupted"
    assert tab.event("turn.ended")["outcome"] == "cancelled"
    assert tab.outcome(run)["error"]["code"] == "stale_lease"


def test_trn1_one_turn_at_a_time(attached, model):
    held = threading.Event()
    model.will(says("wait", held))
    tab = asked(attached)
    reply = tab.ask("prompt", text="another")
    assert reply["error"]["code"] == "busy" and reply["error"]["temporary"] is True
    held.set()


def test_trn6_a_rerun_is_an_attempt_without_a_model(attached, model):
    model.will(BAR)
    tab = asked(attached)
    run = key(tab.event("run.leased"))
    tab.output(run)
    tab.outcome(run)
    tab.event("turn.ended")
    assert tab.ask("rerun", turn=1, code="1/0")["ok"] == {"turn": 1, "attempt": 2}
    error = {"ename": "ZeroDivisionError", "evalue": "division by zero", "traceback": [], "line": 1}
    tab.outcome(key(tab.event("run.leased", attempt=2)), "error", error=error)
    assert tab.event("turn.ended", outcome="failed")["reason"].endswith("division by zero")
    assert len(model.requests) == 1


def test_trn2_trn3_the_budget_ends_the_turn(attached, model):
    model.will(*[program(f"fig = {number}") for number in range(4)])
    tab = asked(attached)
    for attempt in range(1, 4):
        error = {"ename": "ValueError", "evalue": "always", "traceback": [], "line": None}
        tab.outcome(key(tab.event("run.leased", attempt=attempt)), "error", error=error)
    ended = tab.event("turn.ended")
    assert ended["outcome"] == "exhausted" and "three times" in ended["reason"]
    assert "A program for it failed" in model.requests[2]["body"]["messages"][-1]["content"]


def test_outputs_are_numbered_and_bounded(attached, model):
    model.will(BAR)
    tab = asked(attached)
    run = key(tab.event("run.leased"))
    text = {"output_type": "stream", "name": "stdout", "text": "x"}
    assert tab.output(run, at=0, output=text)["ok"] == {}
    assert tab.output(run, at=0, output=text)["ok"] == {}
    large = {"output_type": "stream", "name": "stdout", "text": "x" * (8 << 20)}
    assert tab.output(run, at=1, output=large)["error"]["code"] == "too_large"
    tab.outcome(run)
    assert tab.event("run.ended")["error"]["ename"] == "OutputTooLarge"
    first, refused = (event["output"]["text"] for event in tab.events if event["kind"] == "run.output")
    assert first == "x" and "was refused: OutputTooLarge" in refused


def test_run2_a_lost_output_spoils_the_run(attached, model):
    model.will(BAR)
    tab = asked(attached)
    run = key(tab.event("run.leased"))
    assert tab.output(run, at=0)["ok"] == {}
    assert "1 is next" in tab.output(run, at=2)["error"]["message"]
    tab.outcome(run)
    assert tab.event("run.ended")["error"]["ename"] == "OutputLost"


def test_an_output_at_its_bound_is_taken(attached, model):
    model.will(BAR)
    tab = asked(attached)
    run = key(tab.event("run.leased"))
    text = {"output_type": "stream", "name": "stdout", "text": ""}
    text["text"] = "x" * ((8 << 20) - len(json.dumps(text, separators=(",", ":"))))
    assert tab.output(run, output=text)["ok"] == {}
    tab.outcome(run)
    assert tab.event("turn.ended")["outcome"] == "answered"


def test_a_reader_of_one_large_batch_is_not_slow(attached, model):
    model.will(BAR)
    tab = Tab(attached).ready()
    with silent_reader(attached, tab.session) as reader:
        tab.ask("prompt", text="plot")
        run = key(tab.event("run.leased"))
        tab.output(run, output={"output_type": "stream", "name": "stdout", "text": "x" * (7 << 20)})
        tab.outcome(run)
        tab.event("turn.ended")
        for state in ("booting", "ready") * 3:
            tab.ask("sandbox", state=state)
        assert "sandglass_slow_readers_total 0" in attached.request("/metrics")[2]
        received = b""
        while b'"turn.ended"' not in received[-65536:]:
            part = reader.recv(1 << 20)
            assert part, "the server closed the connection"
            received += part


def test_cls1_a_reader_that_does_not_read_is_sent_away_and_nobody_waits(attached, model):
    model.will(BAR)
    tab = Tab(attached).ready()
    with silent_reader(attached, tab.session):
        tab.ask("prompt", text="plot")
        run = key(tab.event("run.leased"))
        text = {"output_type": "stream", "name": "stdout", "text": "x" * (2 << 20)}
        for at in range(14):
            assert tab.output(run, at=at, output=text)["ok"] == {}
        tab.outcome(run)
        assert tab.event("turn.ended")["outcome"] == "answered"
        assert "sandglass_slow_readers_total 1" in attached.request("/metrics")[2]


@contextlib.contextmanager
def silent_reader(server, session):
    """A tab's connection that says hello, shows that it lives (OPN7), and does not read by itself."""
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.sendall(
        f"GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode()
    )
    assert b"101 Switching Protocols" in connection.recv(4096)
    hello = json.dumps({"type": "hello", "v": 1, "session": session, "tab": {"name": "silent"}}).encode()
    connection.sendall(bytes([0x81, 0x80 | len(hello)]) + bytes(4) + hello)
    is_over = threading.Event()

    def live():
        with contextlib.suppress(OSError):
            while not is_over.wait(2):
                connection.sendall(bytes([0x8A, 0x80]) + bytes(4))

    life = threading.Thread(target=live)
    life.start()
    try:
        yield connection
    finally:
        is_over.set()
        connection.close()
        life.join()
