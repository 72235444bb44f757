"""Models that fail, in every way they do, and answers that hold no program, or several."""

import threading

import pytest
from harness.model import BAR, LINE, Answer, chunk, program, says
from harness.tab import Tab, asked, key


def html(status):
    return Answer([b"<!doctype html><title>Oops</title>" + b"x" * 99], status=status, content_type="text/html")


def problem(status, message, **fields):
    body = b'{"error":{"message":"%s","type":"t"}}' % message.encode()
    return Answer([body], status=status, content_type="application/json", **fields)


@pytest.mark.parametrize(
    "answer, says",
    [
        (html(200), "SANDGLASS_MODEL_URL"),
        (html(502), "502"),
        (problem(401, "Incorrect API key provided: sk-secret-of-the-tests"), "SANDGLASS_MODEL_KEY"),
        (problem(429, "slow down", headers={"Retry-After": "7"}), "429"),
        (problem(500, "internal"), "500"),
        (Answer([chunk("Hel"), b'data: {"error":{"message":"overloaded"}}\n\n']), "overloaded"),
        (Answer([chunk("Hel"), b"data: {not json}\n\n"]), ""),
        (Answer([chunk("half an answer")]), "end"),
        (Answer([b"data: " + b"x" * (2 << 20)]), ""),
        (Answer([b'data: {"choices":[{"delta":{"content":"\xff\xfe"}}]}\n\n']), ""),
    ],
    ids=["html", "html-502", "401", "429", "500", "error-in-stream", "not-json", "no-end", "endless-line", "utf8"],
)
def test_a_model_that_fails_is_one_clear_error_and_the_session_goes_on(attached, model, answer, says):
    model.will(answer, BAR)
    tab = asked(attached)
    failed = tab.event("attempt.failed")
    assert failed["error"]["ename"] == "ModelError" and says in failed["error"]["evalue"]
    assert tab.event("turn.ended")["outcome"] == "failed"
    tab.ask("prompt", text="again")
    assert tab.event("run.leased", turn=2)
    assert "sk-secret" not in str(tab.events) and "sk-secret" not in attached.errors()


def test_an_empty_answer_and_one_cut_off_are_tried_again(attached, model):
    model.will(says(""), says("```python\nimport plotly", finish="length"), BAR)
    tab = asked(attached)
    assert tab.event("attempt.failed", attempt=1)["error"]["ename"] == "EmptyAnswer"
    assert tab.event("attempt.failed", attempt=2)["error"]["ename"] == "CutOffAnswer"
    assert tab.event("run.leased", attempt=3)


def test_trn14_an_answer_whose_program_is_lost_is_cut_short(make_server, model):
    rest = threading.Event()
    lost = says("Here:\n```python\nimport math\n", "x = (1 + 2]\n", rest, "print(x)\n```\n")
    # The first answer may still become Python when its second line ends.
    model.will(says("```python\nx = (1 +\n", "2)\n```\n"), lost, BAR)
    server = make_server(cut_short="true", **model.settings)
    tab = asked(server, "two")
    run = key(tab.event("run.leased", attempt=1))
    tab.outcome(run, "error", error={"ename": "NothingShown", "evalue": "nothing", "traceback": []})
    failed = tab.event("attempt.failed", attempt=2)["error"]
    assert failed["ename"] == "SyntaxError" and failed["line"] == 2 and "not read any further" in failed["traceback"][0]
    assert model.hung_up.wait(30)
    tab.ready()
    assert tab.event("run.leased", attempt=3)
    assert tab.event("code", attempt=2)["code"] == "import math\nx = (1 + 2]\n"
    assert "print(x)" not in str(tab.events)


def test_code_that_is_no_python_is_repaired_before_any_tab_runs_it(attached, model):
    model.will(program("import math\nprint(1"), BAR)
    tab = asked(attached)
    error = tab.event("attempt.failed", attempt=1)["error"]
    assert (error["ename"], error["evalue"], error["line"]) == ("SyntaxError", "'(' was never closed", 2)
    assert tab.event("run.leased")["attempt"] == 2
    assert "'(' was never closed" in model.requests[1]["body"]["messages"][-1]["content"]


def test_trn10_a_program_that_failed_is_not_run_again(attached, model):
    model.will(BAR, BAR, LINE)
    tab = asked(attached)
    error = {"ename": "ValueError", "evalue": "always", "traceback": ["Traceback"], "line": 2}
    tab.outcome(key(tab.event("run.leased")), "error", error=error)
    again = tab.event("attempt.failed", attempt=2)["error"]
    assert (again["ename"], again["evalue"]) == ("ValueError", "always") and "not run again" in again["traceback"][0]
    tab.event("run.leased", attempt=3)
    assert not any(event["kind"] == "run.leased" and event["attempt"] == 2 for event in tab.events)
    assert model.requests[2]["body"]["temperature"] == 0.9
    assert "A program for it failed" in model.requests[2]["body"]["messages"][-1]["content"]


def test_trn11_a_model_is_told_of_the_turns_before_also_after_a_restart(attached, model):
    model.will(BAR, LINE, LINE)
    tab = asked(attached, "three bars")
    run = key(tab.event("run.leased"))
    tab.output(run)
    tab.outcome(run)
    tab.event("turn.ended")
    tab.ask("prompt", text="on a log scale")
    tab.event("run.leased", turn=2)
    tab.ask("cancel", turn=2)
    tab.event("turn.ended", turn=2)
    tab.close()
    attached.kill()
    attached.start()
    again = Tab(attached, session=tab.session).ready()
    again.ask("prompt", text="in red")
    again.event("run.leased", turn=3)
    first, second = (request["body"]["messages"] for request in model.requests[1:])
    assert [message["role"] for message in first] == ["system", "user", "assistant", "user"]
    assert first[1]["content"] == "three bars" and first[3]["content"].startswith("on a log scale\n\n(Draw ")
    assert "go.Bar" in first[2]["content"] and first[2]["content"].endswith("It ran and showed: a plotly figure.")
    assert second[1:3] == first[1:3] and second[3]["content"] == "on a log scale" and "go.Scatter" in second[4]["content"]
    assert second[4]["content"].endswith("The user stopped it.") and second[5]["content"].startswith("in red\n\n(Draw ")


def test_an_answer_without_code_is_an_answer(attached, model):
    model.will(says("A histogram counts values in bins."))
    assert asked(attached).event("turn.ended")["outcome"] == "answered"


def test_of_two_code_blocks_the_last_that_draws_is_run(attached, model):
    model.will(says("```python\nfig = px.line()\n```\nthen\n```python\nfig = px.bar()\n```\nand\n```\nprint(1)\n```\n"))
    assert asked(attached).event("code")["code"].strip() == "fig = px.bar()"


def test_a_key_reaches_the_model_and_nothing_else(attached, model):
    model.will(BAR)
    tab = asked(attached)
    tab.event("run.leased")
    assert model.requests[0]["headers"]["Authorization"] == "Bearer sk-secret-of-the-tests"
    assert "sk-secret" not in str(attached.request("/api/about"))
    assert "sk-secret" not in str(tab.events) + str(attached.lines) + attached.errors()
