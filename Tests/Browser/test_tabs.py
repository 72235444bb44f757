"""Several tabs of one session, tabs that come late, reload, or lose the server."""

import threading

from harness.model import BAR, program, says
from harness.tab import Tab

HEATMAP = "Draw a heatmap of website visits by weekday and hour"
FIGURE = "import plotly.graph_objects as go\nfig = go.Figure(go.Bar(x=[1], y=[2]))"
SLOW = program(f"import time\nfor _ in range(300): time.sleep(0.01)\n{FIGURE}")


def leases(server, session):
    return [event for event in server.events(session) if event["kind"] == "run.leased"]


def test_two_tabs_see_the_same_and_one_of_them_executes(server, open_page):
    first = open_page(server).ready()
    second = open_page(server, first.session).ready()
    second.ask(HEATMAP)
    for page in (first, second):
        page.ended()
        assert "Visits by weekday" in page.drawn()
    assert first.seen == second.seen
    assert len(leases(server, first.session)) == 1
    for page in (first, second):
        page.page.get_by_text("2 tabs").wait_for()


def test_a_tab_opened_in_the_middle_catches_up(make_server, open_page, model):
    server = make_server(**model.settings)
    held = threading.Event()
    model.will(says("The beginning, ", "which was early. ", held, f"\n```python\n{FIGURE}\n```\n", "The end."))
    first = open_page(server).ready()
    first.ask("plot")
    first.page.get_by_text("which was early").wait_for()
    late = open_page(server, first.session)
    late.page.get_by_text("The beginning, which was early").wait_for()
    held.set()
    for page in (first, late):
        page.ended()
        page.drawn()
    assert first.seen == late.seen


def test_a_reload_in_the_middle_of_the_answer(make_server, open_page, model):
    server = make_server(**model.settings)
    held = threading.Event()
    model.will(says("Half ", held, f"\n```python\n{FIGURE}\n```"))
    page = open_page(server).ready()
    page.ask("plot")
    page.page.get_by_text("Half").wait_for()
    page.page.reload()
    page.page.get_by_text("Half").wait_for()
    held.set()
    page.ended().drawn()
    assert page.attempts() == ["ok"]


def test_a_reload_during_the_run_runs_it_anew(make_server, open_page, model):
    server = make_server(**model.settings)
    model.will(SLOW)
    page = open_page(server).ready()
    page.ask("plot")
    page.wait("section.attempt[data-state=running]")
    session = page.session
    page.page.reload()
    page.ended().drawn()
    assert page.session == session and page.attempts() == ["ok"]
    events = server.events(session)
    assert len([event for event in events if event["kind"] == "run.ended"]) == 1
    assert [lease["lease"] for lease in leases(server, session)] == [1, 2]


def test_another_tab_takes_over_when_the_running_one_is_closed(make_server, open_page, model):
    server = make_server(**model.settings)
    model.will(SLOW)
    first = open_page(server).ready()
    second = open_page(server, first.session).ready()
    first.ask("plot")
    first.wait("section.attempt[data-state=running]")
    first.page.close()
    second.ended().drawn()
    assert len({lease["tab"] for lease in leases(server, second.session)}) == 2


def test_the_server_restarts_and_nothing_is_lost(server, open_page):
    page = open_page(server).ready()
    page.ask(HEATMAP).ended().drawn()
    server.kill()
    page.wait("html[data-link=retrying]")
    page.page.fill("textarea#prompt", "half a thought")
    server.start()
    page.wait("html[data-link=open]")
    assert page.page.input_value("textarea#prompt") == "half a thought"
    page.ask("Show a household budget as a sunburst").ended(turn=2).drawn(turn=2)
    assert [turn[0] for turn in page.seen] == ["1", "2"]


def test_the_server_restarts_in_the_middle_of_an_answer(make_server, open_page, model):
    server = make_server(**model.settings)
    model.will(says("I begin", threading.Event()), BAR)
    page = open_page(server).ready()
    page.ask("plot")
    page.page.get_by_text("I begin").wait_for()
    server.kill()
    server.start()
    page.ended().drawn()
    reasons = [event["reason"] for event in server.events(page.session) if event["kind"] == "attempt.started"]
    assert reasons == ["first", "restart"]


def test_a_prompt_without_a_ready_sandbox_waits_for_it(server, open_page):
    page = open_page(server)
    page.ask(HEATMAP).ended().drawn()


def test_a_prompt_from_the_api_is_run_by_the_page(server, open_page):
    page = open_page(server).ready()
    status, _, _ = server.request(f"/api/sessions/{page.session}/prompts", body={"text": HEATMAP})
    assert status == 202
    page.ended().drawn()


def test_a_tab_without_a_sandbox_never_gets_the_run(server, open_page):
    page = open_page(server).ready()
    fake = Tab(server, session=page.session)
    fake.ask("prompt", text=HEATMAP)
    page.ended().drawn()
    assert leases(server, page.session)[0]["tab"] != fake.id


def test_not_signed_in_shows_what_to_do(server, chromium):
    page = chromium.new_page()
    response = page.goto(server.origin)
    assert response.status == 401 and "SANDGLASS_TOKEN" in page.inner_text("body")
    page.close()
