"""`sandglass replay`: a record's prompts are asked again, and a browser without a window runs what comes."""

import os

from harness.model import BAR, program
from harness.page import FLAGS
from harness.server import TOKEN, run


def export(page, record):
    exported = run("export", page.session, "--data", page.server.data)
    assert exported.returncode == 0, exported.stderr
    record.write_text(exported.stdout)


def replay(record, model, folder, **settings):
    browser = f"/usr/bin/chromium {' '.join(FLAGS)}"
    command = ("replay", record, "--data", folder, "--port", "0", "--browser", browser)
    return run(*command, path=os.environ["PATH"], token=TOKEN, **model.settings, **settings)


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
    ended = run("replay", record, "--data", tmp_path / "data", "--browser", "/bin/ls", token=TOKEN)
    assert ended.returncode != 0 and "/bin/ls ended with 2" in ended.stderr and "unrecognized option '--headless'" in ended.stderr
