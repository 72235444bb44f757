"""Models behind software that others wrote: what they take for each provider's API is read as it is meant."""

import re
import pytest
from harness import flood, model_servers
from harness.tab import asked

BARS = 'fig = px.bar(x=["ä", "b"], y=[1, 2])'
ANSWER = f"Here it is.\n\n```python\n{BARS}\n```\n"
# In front of the API's path, where the address alone is not its base.
BASES = {"openai-chat": "/v1", "openai-responses": "/v1", "anthropic": "", "gemini": ""}


def attach(make_server, api, address, model="a-model", **settings):
    return make_server(model_api=api, model_url=address + BASES[api], model=model, model_retries=0, **settings)


def writes_code(server):
    tab = asked(server, "a bar chart")
    return tab.event("code")["code"].strip()


@pytest.mark.parametrize("api", ["openai-chat", "openai-responses", "anthropic"])
def test_llm_mock_api(make_server, tmp_path, api):
    with model_servers.llm_mock_api(tmp_path, ANSWER) as theirs:
        assert writes_code(attach(make_server, api, theirs.address)) == BARS


@pytest.mark.parametrize("api", ["openai-chat", "anthropic"])
def test_fakellm(make_server, tmp_path, api):
    with model_servers.fakellm(tmp_path, ANSWER) as theirs:
        assert writes_code(attach(make_server, api, theirs.address)) == BARS


@pytest.mark.parametrize("api", ["openai-chat", "anthropic", "gemini"])
def test_stubllm(make_server, tmp_path, api):
    overloaded = {"http_status": 503, "error_message": "come back later"}
    with model_servers.stubllm(tmp_path, overloaded, overloaded, {"content": ANSWER}) as theirs:
        server = attach(make_server, api, theirs.address)
        assert "come back later" in asked(server).event("turn.ended")["reason"]
        assert writes_code(attach(make_server, api, theirs.address, fallback_1_api=api, **standby(theirs, api))) == BARS


def standby(theirs, api):
    return {"fallback_1_url": theirs.address + BASES[api], "fallback_1_model": "the-other"}


def test_mock_ai_api(make_server, tmp_path):
    with model_servers.mock_ai_api(tmp_path) as theirs:
        openai, anthropic = theirs.addresses
        for api, address, model, says in (
            ("openai-chat", openai, "gpt-4.1:mock-text", None),
            ("openai-chat", openai, "gpt-4.1:mock-delay", None),
            ("openai-chat", openai, "gpt-4.1:mock-tool-stream", "empty"),
            ("openai-chat", openai, "gpt-4.1:mock-503", "503"),
            ("anthropic", anthropic, "claude-sonnet-4-20250514:mock-anthropic-stream", None),
            ("anthropic", anthropic, "claude-sonnet-4-20250514:mock-stream-error", "Mock streaming failure"),
            ("anthropic", anthropic, "claude-sonnet-4-20250514:mock-401", "SANDGLASS_MODEL_KEY"),
        ):
            server = attach(make_server, api, address, model, max_attempts=1)
            ended = asked(server).event("turn.ended")
            assert (ended["outcome"] == "answered") if says is None else (says in ended["reason"]), (model, ended)
            server.stop()


def test_http_2_over_tls_with_an_authority_of_ones_own(make_server, tmp_path, certificate):
    with model_servers.hypercorn(tmp_path, *certificate, "app.openai_app:app") as theirs:
        unknown = attach(make_server, "openai-chat", theirs.address, "gpt-4.1:mock-text")
        assert "certificate" in asked(unknown).event("turn.ended")["reason"]
        trusted = {"model": "gpt-4.1:mock-delay", "model_ca_file": certificate[0]}
        tab = asked(attach(make_server, "openai-chat", theirs.address, **trusted))
        assert tab.event("turn.ended")["outcome"] == "answered"
        tab.ask("prompt", text="again")
        assert tab.event("turn.ended", turn=2)["outcome"] == "answered"
    asked_by = re.findall(r"(\S+) HTTP/2 POST /v1/chat/completions 200", theirs.output())
    assert len(asked_by) == 2 and len(set(asked_by)) == 1, "one connection, twice"


def test_http_2_holds_back_an_answer_that_comes_faster_than_it_is_read(make_server, tmp_path, certificate):
    with model_servers.hypercorn(tmp_path, *certificate, f"{flood.__file__}:app") as theirs:
        tab = asked(attach(make_server, "openai-chat", theirs.address, model_ca_file=certificate[0]))
        assert tab.event("turn.ended")["outcome"] == "answered"
        text = "".join(event["text"] for event in tab.events if event["kind"] == "text")
        assert text == flood.PIECE * flood.PIECES
    assert "HTTP/2 POST" in theirs.output()
