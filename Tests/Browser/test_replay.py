"""`sandglass replay`: a record's prompts are asked again, and a browser without a window runs what comes."""

import os
import subprocess

from harness.model import BAR, program
from harness.page import FLAGS
from harness.server import BINARY, ROOT, TOKEN


def export(page, record):
    exported = subprocess.run([BINARY, "export", page.session, "--data", page.server.data], capture_output=True, check=True)
    record.write_bytes(exported.stdout)


def replay(record, model, folder, **settings):
    environment = {f"SANDGLASS_{name.upper()}": str(value) for name, value in (model.settings | settings | {"token": TOKEN}).items()}
    command = [BINARY, "replay", record, "--data", folder, "--port", "0", "--browser", f"/usr/bin/chromium {' '.join(FLAGS)}"]
    return subprocess.run(
        command, cwd=ROOT, env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True, timeout=300, check=False
    )


def test_a_session_is_asked_again_by_another_strategy(page, scripted, tmp_path):
    broken = program("fig = px.bar(x=[1], y=[2], kind='bar')")
    scripted.will(broken, BAR, BAR)
    page.ask("one bar").ended()
    page.ask("two bars").ended(2)
    record = tmp_path / "record"
    export(page, record)
    scripted.forget()

    scripted.will(broken, broken, BAR, BAR)
    again = replay(record, scripted, tmp_path / "data", repair="again")
    assert again.returncode == 0, again.stderr
    head, first, second, foot, last = again.stdout.splitlines()
    assert head.split()[0] == "turn" and last.startswith("The session is ")
    assert first.split()[1:5] == ["plotted,", "plotted", "2,", "3"] and first.endswith("one bar")
    assert second.split()[1:5] == ["plotted,", "plotted", "1,", "1"]
    assert "2, 2 of 2 plotted" in foot
    first, second, third, _ = (request["body"]["messages"] for request in scripted.requests)
    assert first == second == third


def test_a_browser_that_does_not_stay_ends_it_with_its_last_words(page, scripted, tmp_path):
    scripted.will(BAR)
    page.ask("one bar").ended()
    record = tmp_path / "record"
    export(page, record)
    ended = subprocess.run(
        [BINARY, "replay", record, "--data", tmp_path / "data", "--browser", "/bin/ls"],
        cwd=ROOT, env={"SANDGLASS_TOKEN": TOKEN}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode != 0 and "/bin/ls ended with 2" in ended.stderr and "unrecognized option '--headless'" in ended.stderr
