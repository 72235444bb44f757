"""Each provider's API, asked again, another model in its place, and the way there."""

import json

import pytest
from harness.dialects import DIALECTS
from harness.model import BAR, Answer, ScriptedModel, chunk
from harness.server import TOKEN, refusal
from harness.tab import asked

KEY = "sk-secret-of-the-tests"
BARS = 'fig = px.bar(x=["ä", "b"], y=[1, 2])'


@pytest.fixture
def other():
    """A second model server."""
    with ScriptedModel() as other:
        yield other


def away(status=503, retry_after=None, message="loading", code=None):
    """A server that does not answer now."""
    body = b'{"error":{"message":"%s","code":"%s"}}' % (message.encode(), str(code).encode())
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Answer([body], status=status, content_type="application/json", headers=headers)


@pytest.mark.parametrize("api", DIALECTS)
def test_every_api_is_asked_and_read_from_end_to_end(make_server, model, api):
    dialect = DIALECTS[api]
    model.will(dialect.says("Here:\n\n```py", f"thon\n{BARS}\n", "```\n", thought="Hm, bars."))
    server = make_server(**model.settings | {"model_api": api, "model_url": model.address + dialect.base})
    tab = asked(server)
    assert tab.event("code")["code"].strip() == BARS
    assert tab.event("run.leased", attempt=1)
    assert tab.event("text", channel="thinking")["text"] == "Hm, bars."
    (request,) = model.requests
    header, prefix = dialect.key
    assert request["path"] == dialect.path and request["headers"][header] == prefix + KEY
    assert KEY not in str(tab.events) + server.errors()


@pytest.mark.parametrize("api", DIALECTS)
def test_trn13_a_program_is_called_for_and_its_error_is_the_calls_result(make_server, model, api):
    dialect = DIALECTS[api]
    broken, whole = "import plotly.express as px\nfig = px.bar(", f"import plotly.express as px\n{BARS}\n"
    model.will(dialect.calls(broken), dialect.calls(whole))
    attached = {"model_api": api, "model_url": model.address + dialect.base, "model_tools": "true"}
    tab = asked(make_server(**model.settings | attached))
    assert tab.event("code", attempt=1)["code"] == broken
    assert tab.event("code", attempt=2)["code"] + "\n" == whole
    said = "".join(event["text"] for event in tab.events if event["kind"] == "text" and event["attempt"] == 2)
    assert f"~~~~~~~~python\n{whole}~~~~~~~~\n" in said
    first, second = (json.dumps(request["body"], ensure_ascii=False) for request in model.requests)
    assert first.count("run_python") >= 1 and "SyntaxError" not in first
    assert "SyntaxError" in second[second.index("px.bar(") :] and "```" not in second


@pytest.mark.parametrize("api", DIALECTS)
def test_every_api_that_breaks_off_without_its_end_marker_fails(make_server, model, api):
    dialect = DIALECTS[api]
    whole = dialect.says("Here", thought="Hm")
    model.will(Answer(whole.pieces[:-2], content_type=whole.content_type))
    server = make_server(**model.settings | {"model_api": api, "model_url": model.address + dialect.base})
    assert "end marker" in asked(server).event("attempt.failed")["error"]["evalue"]


def test_a_model_that_is_away_for_a_moment_is_asked_again(make_server, model):
    model.will(away(retry_after=1), BAR)
    tab = asked(make_server(**model.settings | {"model_retries": 2}))
    assert tab.event("run.leased")["attempt"] == 1
    first, second = model.requests
    assert second["body"] == first["body"] and second["at"] - first["at"] >= 1
    assert not [event for event in tab.events if event["kind"] == "attempt.failed"]


@pytest.mark.parametrize(
    "answer, says",
    [
        (away(429, message="You exceeded your current quota", code="insufficient_quota"), "credit"),
        (away(429, retry_after=61), "61 s"),
        (Answer([chunk("Hel"), b'data: {"error":{"message":"overloaded"}}\n\n']), "overloaded"),
        (away(400, message="no such parameter"), "no such parameter"),
    ],
    ids=["credit", "long-wait", "after-a-delta", "400"],
)
def test_what_does_not_pass_is_not_asked_again(make_server, model, answer, says):
    model.will(answer)
    tab = asked(make_server(**model.settings | {"model_retries": 5}))
    assert says in tab.event("turn.ended")["reason"]
    assert len(model.requests) == 1


def test_trn8_another_model_answers_in_the_place_of_one_that_does_not(make_server, model, other, tmp_path):
    model.will(away(401, message="no such key"), BAR)
    other.will(DIALECTS["ollama"].says(f"```python\n{BARS}\n```\n", thought="Hm"))
    (tmp_path / "key").write_text("the-other-key\n")
    server = make_server(
        **model.settings,
        fallback_1_api="ollama",
        fallback_1_url=other.address,
        fallback_1_model="the-other",
        fallback_1_key_file=tmp_path / "key",
    )
    tab = asked(server)
    assert tab.event("run.leased")["attempt"] == 2
    started = [event for event in tab.events if event["kind"] == "attempt.started"]
    assert [(event["model"], event["reason"]) for event in started] == [("scripted", "first"), ("the-other", "fallback")]
    assert tab.event("attempt.failed")["error"]["ename"] == "ModelError"
    (request,) = other.requests
    assert request["headers"]["Authorization"] == "Bearer the-other-key" and KEY not in str(request)
    tab.ask("cancel", turn=1)
    tab.ask("prompt", text="again")
    assert tab.event("attempt.started", turn=2)["model"] == "scripted"


def test_trn8_what_failed_of_the_last_one_ends_the_turn_and_names_its_settings(make_server, model, other):
    model.will(away(503))
    other.will(away(401, message="no such key"))
    fallback = {"fallback_1_api": "gemini", "fallback_1_url": other.address, "fallback_1_model": "the-other"}
    ended = asked(make_server(**model.settings, **fallback)).event("turn.ended")
    assert ended["outcome"] == "failed" and "SANDGLASS_FALLBACK_1_KEY" in ended["reason"]


def test_trn8_as_many_as_can_stand_by_are_asked_in_their_order(make_server, model):
    model.will(*[away(403, message="not you") for _ in range(4)], BAR)
    others = {}
    for number in range(1, 5):
        others[f"fallback_{number}_api"] = "openai-chat"
        others[f"fallback_{number}_url"] = model.settings["model_url"]
        others[f"fallback_{number}_model"] = f"other-{number}"
    tab = asked(make_server(**model.settings, **others))
    assert tab.event("run.leased")["attempt"] == 5
    assert [one["body"]["model"] for one in model.requests] == ["scripted", *(f"other-{n}" for n in range(1, 5))]


def test_a_model_elsewhere_is_asked_over_the_proxy(make_server, model):
    model.will(BAR)
    proxied = {"model_url": "http://model.example/v1", "model_proxy": model.address}
    asked(make_server(**model.settings | proxied)).event("run.leased")
    assert model.requests[0]["path"] == "http://model.example/v1/chat/completions"


def test_a_model_on_this_machine_is_asked_without_the_proxy(make_server, model, other):
    model.will(BAR)
    asked(make_server(**model.settings | {"model_proxy": other.address})).event("run.leased")
    assert model.requests[0]["path"] == "/v1/chat/completions" and not other.requests


def test_settings_of_models_are_explained(tmp_path):
    chat = {"MODEL_API": "openai-chat", "MODEL": "m"}
    one = {"FALLBACK_1_API": "gemini", "FALLBACK_1_MODEL": "m"}
    for settings, words in (
        ({"MODEL_API": "nonsense"}, 'SANDGLASS_MODEL_API is "nonsense"; one of rehearsal, local, openai-chat'),
        ({"MODEL_API": "ollama"}, "SANDGLASS_MODEL is not set"),
        ({"MODEL_API": "local", "MODEL": "7b"}, "0.5b or 1.5b"),
        ({"MODEL_API": "local", "LOCAL_MODEL": "/nowhere"}, "SANDGLASS_LOCAL_MODEL: /nowhere is no program"),
        ({**chat, "MODEL_URL": "nowhere"}, "SANDGLASS_MODEL_URL is not an address"),
        ({**chat, "MODEL_KEY_FILE": "/nowhere"}, "SANDGLASS_MODEL_KEY_FILE: /nowhere"),
        ({**chat, "MODEL_RETRIES": "6"}, "SANDGLASS_MODEL_RETRIES"),
        ({**chat, "MODEL_RETRIES": "-1"}, "from 0 to 5"),
        ({**chat, "MODEL_PROXY": "me:hunter2@proxy.example"}, "SANDGLASS_MODEL_PROXY is not a proxy's address"),
        ({**chat, "MODEL_CA_FILE": "/nowhere"}, "SANDGLASS_MODEL_CA_FILE: /nowhere"),
        ({**chat, "MODEL_CA_FILE": __file__}, "no certificate"),
        ({**chat, "FALLBACK_1_API": "rehearsal"}, 'SANDGLASS_FALLBACK_1_API is "rehearsal"'),
        ({**chat, "FALLBACK_1_API": "gemini"}, "SANDGLASS_FALLBACK_1_MODEL is not set"),
        ({**chat, **one, "FALLBACK_1_URL": "x"}, "SANDGLASS_FALLBACK_1_URL is not an address"),
        ({**chat, **one, "FALLBACK_1_KEY": "a b"}, "SANDGLASS_FALLBACK_1_KEY holds white space"),
        ({**chat, "FALLBACK_1_KEY": "hunter2"}, "SANDGLASS_FALLBACK_1_KEY is set without SANDGLASS_FALLBACK_1_API"),
        ({**chat, "FALLBACK_2_API": "gemini"}, "without SANDGLASS_FALLBACK_1_API: number them from 1"),
        ({**chat, **{f"FALLBACK_{n}_{key}": "ollama" for n in range(1, 6) for key in ("API", "MODEL")}}, "at most 4"),
        (one, "without SANDGLASS_MODEL_API"),
        ({**chat, "MODEL_TOOLS": "yes"}, 'SANDGLASS_MODEL_TOOLS is "yes"; one of true, false is wanted'),
        ({**chat, "FALLBACK_1_TOOLS": "true"}, "SANDGLASS_FALLBACK_1_TOOLS is set without SANDGLASS_FALLBACK_1_API"),
        ({**chat, "FALLBACK_1_PRICE": "1/2"}, "SANDGLASS_FALLBACK_1_PRICE is set without SANDGLASS_FALLBACK_1_API"),
        ({**chat, "MODEL_PRICE": "1"}, 'SANDGLASS_MODEL_PRICE is "1"; what a million tokens cost'),
        ({**chat, "MODEL_PRICE": "1000.1/1"}, "from 0 to 1000"),
        ({**chat, "SESSION_COST": "0"}, 'SANDGLASS_SESSION_COST is "0"; an amount from 0.000001 to 1000000'),
        ({**chat, "SUBJECT_COST": "1000000.1"}, 'SANDGLASS_SUBJECT_COST is "1000000.1"'),
        ({**chat, "SUBJECT_TOKENS": "0"}, 'SANDGLASS_SUBJECT_TOKENS is "0"'),
        ({**chat, "SUBJECT_COST": "1"}, "SANDGLASS_SUBJECT_COST is set without SANDGLASS_MODEL_PRICE"),
        (
            {**chat, **one, "MODEL_PRICE": "1/2", "SESSION_COST": "1"},
            "SANDGLASS_SESSION_COST is set without SANDGLASS_FALLBACK_1_PRICE",
        ),
    ):
        said = refusal(tmp_path / "data", **{"TOKEN": TOKEN, **settings})
        assert words in said, (settings, said)
        assert "hunter2" not in said
