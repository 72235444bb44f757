"""The tab that has the run is lost in every way; the tabs that are left end in the right figure, in one attempt."""

import contextlib
import json
import re
import threading

import pytest
from harness.loss import break_sandbox, crash, kept_elsewhere, launch_marked, sandbox_frame, stopped
from harness.model import says
from harness.page import Page, new_context

PATIENCE = 120_000
PRINTED = "section.attempt pre.printed"
QUICK = "print('it has begun')\nimport plotly.graph_objects as go\nfig = go.Figure(go.Bar(x=['kept'], y=[2]))"


@pytest.fixture(scope="module")
def losing(chromium):
    """The browser in which tabs lose their runs."""
    browser = launch_marked(chromium.browser_type)
    yield browser
    browser.close()


@pytest.fixture
def apart():
    """Opens pages, each in a profile of its own of the given browser; at the end none that had everything complained."""
    pages = []
    with contextlib.ExitStack() as contexts:

        def apart(browser, server, session=None, without=None):
            context = new_context(browser, viewport={"width": 1280, "height": 900})
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE)
            if without:
                context.route(without, lambda route: route.abort())
            page = Page(context.new_page(), server)
            if not without:
                pages.append(page)
            return page.open(session)

        yield apart
    assert [complaint for page in pages for complaint in page.complaints] == []


@pytest.fixture
def runs(page, scripted, apart, losing):
    """Starts a tab that asks and is at its run, beside the ready page, which is in the same session."""

    def runs(*seconds):
        loser = apart(losing, page.server, page.session).ready()
        scripted.will(kept_elsewhere(*seconds))
        loser.ask("plot")
        page.wait(PRINTED)
        return page.server, loser, page

    return runs


def kept(server, *pages, leases=2):
    """Each page shows the figure, once, of the only attempt, and the same story."""
    for page in pages:
        assert "kept" in page.ended().drawn()
        assert page.attempts() == ["ok"]
        assert page.page.locator("article.turn iframe.figure").count() == 1
        assert page.page.locator(PRINTED).all_inner_texts() == ["it has begun\n"]
        assert page.seen == pages[0].seen
    events = server.events(pages[0].session)
    assert [event["kind"] for event in events].count("run.ended") == 1
    tabs = [event["tab"] for event in events if event["kind"] == "run.leased"]
    assert len(tabs) == len(set(tabs)) == leases


def stale_reports(server):
    return int(re.search(r"^sandglass_stale_reports_total (\d+)", server.request("/metrics")[2], re.M)[1])


def test_RUN6_the_tab_that_runs_is_closed(runs):
    server, loser, other = runs()
    loser.page.close()
    kept(server, other)


def test_RUN6_the_tab_that_runs_crashes(runs):
    server, loser, other = runs()
    crash(loser.page)
    kept(server, other)


def test_RUN8_the_tab_that_runs_is_frozen_and_thawed(runs, losing):
    server, loser, other = runs()
    with stopped(losing, "renderer"):
        kept(server, other)
    kept(server, other, loser)


def test_RUN3_what_a_stalled_network_brings_late_is_refused_and_counted(runs, losing):
    server, loser, other = runs(15)
    before = stale_reports(server)
    with stopped(losing, "network"):
        # Its run has ended, and cannot be told of. (Chromium may start no new worker meanwhile.)
        loser.wait("html:not([data-sandbox=busy])")
        kept(server, other)
    kept(server, other, loser)
    assert stale_reports(server) >= before + 2


def test_RUN6_the_tab_that_runs_is_reloaded(runs):
    server, loser, other = runs()
    loser.page.reload()
    kept(server, other, loser)


def test_RUN8_the_sandbox_that_runs_breaks(runs):
    server, loser, other = runs()
    break_sandbox(loser.page)
    loser.wait("html[data-sandbox=broken]")
    kept(server, other, loser)


def test_RUN8_the_sandbox_that_runs_is_taken_out_of_its_page(runs):
    server, loser, other = runs()
    loser.page.evaluate("document.querySelector('iframe[src$=\"/sandbox/frame.html\"]').remove()")
    kept(server, other, loser)


def test_RUN8_the_sandbox_that_runs_crashes(runs):
    server, loser, other = runs()
    crash(sandbox_frame(loser.page))
    kept(server, other)


def test_RUN5_a_tab_whose_sandbox_never_started_asks_and_another_runs(page, scripted, apart, chromium):
    broken = apart(chromium, page.server, page.session, without="**/*.wasm")
    broken.wait("html[data-sandbox=broken]")
    scripted.will(kept_elsewhere())
    broken.ask("plot")
    kept(page.server, page, broken, leases=1)


def test_RUN6_without_a_ready_tab_the_turn_waits_visibly_until_one_comes(make_server, model, apart, chromium):
    server = make_server(**model.settings)
    broken = apart(chromium, server, without="**/*.wasm")
    broken.wait("html[data-sandbox=broken]")
    model.will(kept_elsewhere())
    broken.ask("plot")
    broken.page.get_by_text("Waiting for a tab whose Python is ready").first.wait_for()
    kept(server, broken, apart(chromium, server, broken.session), leases=1)


def test_RUN6_without_its_only_tab_the_turn_waits_for_another(make_server, model, apart, losing, chromium):
    server = make_server(exec_seconds=300, **model.settings)
    loser = apart(losing, server).ready()
    broken = apart(chromium, server, loser.session, without="**/*.wasm")
    model.will(kept_elsewhere())
    loser.ask("plot")
    broken.wait(PRINTED)
    loser.page.close()
    broken.page.get_by_text("Waiting for").first.wait_for()
    kept(server, broken, apart(chromium, server, broken.session))


def test_CMD2_a_tab_that_was_offline_comes_back_and_sends_what_was_asked_once(page, scripted):
    # What is cut off is the socket, not what the page still fetches: the last is the frame for the next figure.
    page.wait("#spare-figure iframe", state="attached").content_frame().wait_for_load_state()
    page.page.context.set_offline(True)
    page.wait("html[data-link=retrying]")
    scripted.will(kept_elsewhere())
    page.ask("asked while offline")
    draft = json.loads(page.page.evaluate("sessionStorage['sandglass.draft']"))
    assert page.page.input_value("textarea#prompt") == draft["text"] == "asked while offline"
    page.page.context.set_offline(False)
    page.wait("html[data-link=open]")
    kept(page.server, page, leases=1)
    asked = [event["command"] for event in page.server.events(page.session) if event["kind"] == "turn.started"]
    assert asked == [draft["id"]] and page.page.input_value("textarea#prompt") == ""


@pytest.mark.without_python
def test_ten_tabs_show_one_run(page, scripted, open_page):
    pages = [page, *(open_page(page.server, page.session) for _ in range(9))]
    scripted.will(kept_elsewhere())
    pages[-1].ask("plot")
    kept(page.server, *pages, leases=1)


def test_reloads_in_the_middle_of_the_answer(page, scripted, apart, chromium):
    held = threading.Event()
    asker, other = page, apart(chromium, page.server, page.session).ready()
    scripted.will(says("Half of it. ", held, f"\n```python\n{QUICK}\n```\n"))
    asker.ask("plot")
    for page in (other, asker):
        page.page.get_by_text("Half of it").wait_for()
        page.page.reload()
        page.page.get_by_text("Half of it").wait_for()
    held.set()
    kept(page.server, asker, other, leases=1)
