"""A session's record: what is exported from one server is a session of another."""

import json

import pytest
from harness.model import BAR, program
from harness.server import run
from harness.tab import FIGURE, Tab, key


@pytest.fixture
def session(make_server, model):
    """A server and a session of it, whose turn was repaired once."""
    model.will(program("fig = px.bra()"), BAR)
    server = make_server(**model.settings)
    tab = Tab(server).ready()
    tab.ask("prompt", text="bars")
    run = key(tab.event("run.leased", attempt=1))
    tab.outcome(run, "error", error={"ename": "AttributeError", "evalue": "no bra", "traceback": []})
    tab.ready()
    run = key(tab.event("run.leased", attempt=2))
    tab.output(run, output=FIGURE)
    tab.outcome(run)
    tab.event("turn.ended")
    return server, tab.session


def test_an_exported_session_is_imported_by_another_server(session, make_server, tmp_path):
    server, id = session
    server.request(f"/api/sessions/{id}", {"name": "Bars"}, method="PATCH")
    exported = run("export", id, "--data", server.data)
    assert exported.returncode == 0, exported.stderr
    lines = [json.loads(line) for line in exported.stdout.splitlines()]
    assert lines[0] == {"record": "sandglass", "v": 1, "name": "Bars"}
    asked = [line for line in lines if line.get("type") == "asked"]
    assert [one["attempt"] for one in asked] == [1, 2]
    assert asked[1]["question"]["messages"][2] == {"role": "assistant", "content": "```python\nfig = px.bra()\n```"}
    assert "no bra" in asked[1]["question"]["messages"][3]["content"]
    record = tmp_path / "bars.jsonl"
    record.write_text(exported.stdout)

    other = make_server()
    imported = run("import", record, "--data", other.data)
    assert imported.returncode == 0, imported.stderr
    copy = imported.stdout.strip()
    assert copy != id and other.events(copy) == server.events(id)
    tab = Tab(other, session=copy).ready()
    tab.ask("rerun", turn=1, code="fig = 1")
    assert tab.event("run.leased", attempt=3)
    _, _, body = other.request(f"/api/sessions/{copy}")
    assert json.loads(body)["name"] == "Bars"


def test_what_cannot_be_exported_or_imported_is_explained(session, tmp_path):
    server, id = session
    whole = run("export", id, "--data", server.data).stdout
    lines = whole.splitlines(keepends=True)
    record = tmp_path / "record"
    for text, words in (
        ("", "line 1: the file is empty"),
        ("not a record\n", "line 1: "),
        ("".join(lines[:-1]), "turn 1 has no end"),
        ("".join([*lines[:3], *lines[4:]]), "is missing"),
        (whole.replace('"bar"', '"script"'), "InvalidFigure"),
    ):
        record.write_text(text)
        refused = run("import", record, "--data", tmp_path / "data")
        assert refused.returncode != 0 and words in refused.stderr, (words, refused.stderr)
    assert "cannot be read" in run("import", tmp_path / "nowhere", "--data", tmp_path / "data").stderr
    assert "there is no session nobody" in run("export", "nobody", "--data", server.data).stderr
    record.write_text(whole)
    for browser in ("/nowhere/chromium", "chromium"):
        missing = run("replay", record, "--browser", browser, "--data", tmp_path / "data")
        assert missing.returncode != 0 and f"{browser} is not installed" in missing.stderr
