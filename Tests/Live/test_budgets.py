"""TRN12, TRN15: what answers may use, of a session and of a day."""

import threading

from harness.model import Answer, chunk
from harness.tab import Tab, asked
from harness.tokens import SECRET, token


def counted(text, tokens):
    usage = b'data: {"choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d}}\n\n' % tokens
    return Answer([chunk(text), chunk(finish="stop"), usage, b"data: [DONE]\n\n"])


def test_trn12_a_session_that_used_its_tokens_asks_no_model_any_more(make_server, model):
    server = make_server(session_tokens=100, **model.settings)
    model.will(counted("No plot today.", (30, 20)), counted("```python\nimport math\nprint(1\n```", (30, 20)))
    tab = asked(server)
    answered = tab.event("attempt.answered")
    assert (answered["input"], answered["output"]) == (30, 20)
    tab.event("turn.ended", turn=1)
    # It is counted over a restart, and what fails is not repaired.
    server.kill()
    server.start()
    tab = Tab(server, session=tab.session).ready()
    assert tab.ask("prompt", text="plot")["ok"]["turn"] == 2
    ended = tab.event("turn.ended", turn=2)
    assert ended["outcome"] == "exhausted" and "100 of 100 tokens (SANDGLASS_SESSION_TOKENS)" in ended["reason"]
    refused = tab.ask("prompt", text="once more")["error"]
    assert refused["code"] == "over_budget" and not refused["temporary"] and "begin a new session" in refused["message"]
    assert len(model.requests) == 2
    text = server.request("/metrics")[2]
    assert 'sandglass_tokens_total{direction="input"} 30' in text and 'sandglass_tokens_total{direction="output"} 20' in text


def test_trn12_a_session_that_cost_enough_asks_no_model_any_more(make_server, model):
    server = make_server(session_cost="0.00013", model_price="1/5", **model.settings)
    model.will(counted("No plot today.", (30, 20)))
    tab = asked(server)
    assert tab.event("attempt.answered")["cost"] == 130
    tab.event("turn.ended", turn=1)
    refused = tab.ask("prompt", text="once more")["error"]
    assert refused["code"] == "over_budget" and "cost 0.00013 of 0.00013 (SANDGLASS_SESSION_COST)" in refused["message"]


def test_trn15_a_subject_that_used_its_tokens_is_refused_in_every_session_and_others_are_not(make_server, model):
    server = make_server(subject_tokens=50, jwt_secret=SECRET, **model.settings)
    model.will(counted("No plot today.", (30, 20)))
    asked(server, token=token("alice")).event("turn.ended")
    for restarted in (False, True):
        if restarted:
            server.kill()
            server.start()
        refused = Tab(server, token=token("alice")).ready().ask("prompt", text="plot")["error"]
        assert refused["code"] == "over_budget" and "50 of 50 tokens (SANDGLASS_SUBJECT_TOKENS)" in refused["message"]
        session = Tab(server).session
        status, _, text = server.request(f"/api/sessions/{session}/prompts", {"text": "plot"}, token=token("alice"))
        assert status == 400 and "SANDGLASS_SUBJECT_TOKENS" in text
    model.will(counted("Nor here.", (30, 20)), counted("Nor here.", (30, 20)))
    for signed in ({"token": token("bob")}, {}):
        tab = asked(server, **signed)
        assert tab.event("turn.ended")["outcome"] == "answered"


def test_trn15_an_answer_that_a_kill_cut_off_counts_for_whom_it_was_given(make_server, model):
    server = make_server(subject_tokens=3, jwt_secret=SECRET, **model.settings)
    half = Answer([chunk("123456789"), threading.Event()])
    model.will(half)
    tab = asked(server, token=token("alice"))
    tab.event("text")
    server.kill()
    model.will(counted("Whole.", (1, 1)))
    server.start()
    tab = Tab(server, session=tab.session, token=token("alice")).ready()
    tab.event("turn.ended")
    refused = Tab(server, token=token("alice")).ready().ask("prompt", text="plot")["error"]
    assert "5 of 3 tokens" in refused["message"]
