"""SANDGLASS_MODEL_API=local: a child of the server serves the model; here mostly one that is scripted."""

import os
import pathlib
import signal
import time

import pytest
from harness.model import BAR, says
from harness.server import ROOT
from harness.tab import asked

CHILD = """#!/bin/sh
echo "$$ $1" >> {noted}
{before}
echo "Serving scripted at {address}"
exec cat
"""


@pytest.fixture
def child(tmp_path, model):
    """Writes the child's program; what it notes of each start, its process and the model's size, is in the returned file."""

    def child(before=""):
        noted, program = tmp_path / "noted", tmp_path / "local-model"
        program.write_text(CHILD.format(noted=noted, before=before, address=model.address))
        program.chmod(0o755)
        return {"model_api": "local", "local_model": program}, noted

    return child


def started(noted, number):
    """The process of the child's start of that number, from 1."""
    until = time.monotonic() + 30
    while not noted.exists() or len(lines := noted.read_text().splitlines()) < number:
        assert time.monotonic() < until
        time.sleep(0.01)
    return int(lines[number - 1].split()[0])


def is_there(process):
    """Whether it runs; one that has ended may wait for somebody to notice."""
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(process):
    until = time.monotonic() + 30
    while is_there(process):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_prompt_waits_for_the_model_and_is_answered(make_server, model, child, tmp_path):
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    settings, noted = child(f"read _ < {gate}")
    server = make_server(**settings)
    model.will(BAR)
    tab = asked(server)
    assert "Qwen2.5-Coder 1.5B, local" in tab.welcome["model"]["name"]
    started(noted, 1)
    assert not any(event["kind"] == "text" for event in tab.events)
    gate.write_text("go\n")
    assert tab.event("run.leased")
    assert noted.read_text().split()[1] == "1.5b" and model.requests[0]["body"]["model"] == "scripted"


def test_a_stop_does_not_wait_for_the_model(make_server, child, tmp_path):
    os.mkfifo(tmp_path / "gate")
    settings, _ = child(f"read _ < {tmp_path / 'gate'}")
    tab = asked(make_server(**settings))
    tab.event("attempt.started")
    assert "ok" in tab.ask("cancel", turn=1)
    assert tab.event("turn.ended")["outcome"] == "cancelled"


def test_a_long_line_of_the_child_does_no_harm(make_server, model, child):
    settings, _ = child("head -c 100000 /dev/zero | tr '\\0' x; echo")
    model.will(says("Here."))
    assert asked(make_server(**settings)).event("turn.ended")["outcome"] == "answered"


def test_a_child_that_dies_is_started_again(make_server, model, child):
    settings, noted = child()
    server = make_server(model="0.5b", **settings)
    model.will(says("One."), says("Two."))
    tab = asked(server)
    tab.event("turn.ended", turn=1)
    os.kill(started(noted, 1), signal.SIGKILL)
    started(noted, 2)
    tab.ask("prompt", text="again")
    assert tab.event("turn.ended", turn=2)["outcome"] == "answered"
    assert noted.read_text().split()[1] == "0.5b"


def test_a_child_that_cannot_start_is_a_clear_error(make_server, child):
    settings, _ = child("exit 3")
    tab = asked(make_server(model_retries=0, **settings))
    error = tab.event("attempt.failed")["error"]["evalue"]
    assert "ended with 3 before it was loaded" in error and "local-model" in error


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_child_goes_with_the_server(make_server, model, child, how):
    settings, noted = child()
    server = make_server(**settings)
    model.will(says("Here."))
    asked(server).event("turn.ended")
    process = started(noted, 1)
    server.stop(how)
    gone(process)


def test_the_real_one_answers(make_server, pytestconfig):
    """The smallest, in `--long` runs: half a gigabyte is fetched the first time."""
    if not pytestconfig.getoption("--long"):
        pytest.skip("with --long")
    server = make_server(model_api="local", model="0.5b", local_model=ROOT / "scripts" / "local-model", max_attempts=1)
    tab = asked(server, "Plot 1, 2, 3 as bars.")
    answered = None
    while answered is None:
        try:
            answered = tab.event("attempt.answered")
        except TimeoutError:
            # Still here.
            tab.say(type="ping")
    assert answered["input"] > 100 and answered["output"] > 10
