"""Long sessions: what is looked at comes first, what is far from the window is neither built nor fetched, and what was
dropped is said to be."""

import json
import time

import pytest
from harness.tab import FIGURE, Tab, key

HEATMAP = "Draw a heatmap of website visits by weekday and hour"
SUNBURST = "Show a household budget as a sunburst"
TABLE = "application/vnd.dataresource+json"


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": f"{text}\n" * 1000}


def figure(title):
    data = {"data": [{"type": "scatter", "y": list(range(3000))}], "layout": {"title": {"text": title}}}
    return {"output_type": "display_data", "data": {"application/vnd.plotly.v1+json": data}, "metadata": {}}


def table(rows):
    fields = [{"name": "index", "type": "integer"}, {"name": "word", "type": "string"}]
    data = {"schema": {"fields": fields}, "data": [{"index": row, "word": f"word {row}"} for row in range(rows)]}
    return {"output_type": "display_data", "data": {TABLE: data, "text/plain": "a table"}, "metadata": {}}


def session_of(server, *turns):
    """A session of which each turn showed these outputs."""
    tab = Tab(server).ready()
    for number, outputs in enumerate(turns, 1):
        tab.ask("prompt", text=HEATMAP if number == 1 else SUNBURST)
        run = key(tab.event("run.leased", turn=number))
        for at, output in enumerate(outputs):
            assert "ok" in tab.output(run, at, output)
        tab.outcome(run)
        tab.event("turn.ended", turn=number)
    tab.close()
    return tab.session


def turn(page, number):
    return page.page.locator(f"article.turn[data-turn='{number}']")


def look_at(page, number):
    turn(page, number).evaluate("turn => turn.scrollIntoView()")
    turn(page, number).locator("section.attempt").first.wait_for()
    return turn(page, number)


# What of the last turn was drawn, and how many frames there were, when Python was started and when the first was drawn.
ORDER = """
new MutationObserver(() => {
  const { dataset } = document.documentElement ?? {};
  const drawn = [...document.querySelectorAll("iframe.figure[data-drawn]")].map((one) => one.closest("article")?.dataset.turn);
  if (document.querySelector("#sandbox iframe")) dataset.drawnBefore ??= drawn.join();
  if (drawn.length > 0) dataset.drawnFirst ??= drawn.join();
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-drawn"] });
"""


def patient(page, *timers):
    """The page does not lose its patience, of so many milliseconds, with what is not drawn yet: here machines are busy."""
    page.page.add_init_script(
        f"const timer = setTimeout; setTimeout = (act, ms, ...rest) => {list(timers)}.includes(ms) ? 0 : timer(act, ms, ...rest);"
    )


def test_python_is_started_when_the_figures_in_sight_are_drawn_the_last_first(server, open_page):
    session = session_of(server, *[[figure(f"Figure {number}")] for number in range(1, 5)])
    page = open_page(server)
    patient(page, 1_000, 4_000)
    page.page.add_init_script(ORDER)
    page.open(session).ready().drawn(turn=4)
    assert page.page.get_attribute("html", "data-drawn-first") == "4"
    assert "4" in page.page.get_attribute("html", "data-drawn-before").split(",")


def test_python_is_started_before_the_figures_are_drawn_when_it_is_needed(server, open_page):
    session = session_of(server, [figure("Never there")])
    pages = []
    for _ in range(2):
        page = open_page(server)
        patient(page, 4_000)
        page.page.route("**/outputs/*", lambda route: None)
        pages.append(page.open(session).ended())
    typing, idle = pages
    typing.page.locator("textarea#prompt").press_sequentially("d")
    typing.ready()
    assert idle.page.locator("#sandbox iframe").count() == 0
    status, _, _ = server.request(f"/api/sessions/{session}/prompts", body={"text": SUNBURST})
    assert status == 202
    idle.ended(turn=2).ready()


@pytest.mark.without_python
def test_every_prompt_is_there_and_what_is_near_is_built(server, open_page):
    session = session_of(server, *[[FIGURE]] * 14)
    page = open_page(server, session).ended(turn=14)
    assert page.page.locator("article.turn[data-outcome=plotted] h2").count() == 14
    assert turn(page, 14).locator("section.attempt[data-state=ok] pre.code").count() == 1
    assert turn(page, 1).locator("section.attempt").count() == 0
    # The place is kept: the last turn is at the end of a page as long as the session is.
    height = page.page.evaluate("document.documentElement.scrollHeight")
    assert height > 14 * 400
    assert page.page.evaluate("scrollY + innerHeight") > height - 100
    look_at(page, 1)
    assert turn(page, 1).locator("pre.code").count() == 1
    assert abs(turn(page, 1).evaluate("turn => turn.getBoundingClientRect().top")) < 100
    page.drawn(turn=1)
    assert turn(page, 14).locator("section.attempt").count() == 1


@pytest.mark.without_python
def test_evt6_large_outputs_are_fetched_when_they_come_near(server, open_page):
    large = [printed("early text"), figure("Far away"), table(400)]
    session = session_of(server, large, *[[FIGURE]] * 10, [FIGURE, printed("late text")])
    fetched = []
    page = open_page(server)
    page.page.on("request", lambda request: "/outputs/" in request.url and fetched.append(request.url))
    page.open(session)
    turn(page, 12).get_by_text("late text").wait_for()
    assert len(fetched) == 1
    look_at(page, 1)
    turn(page, 1).get_by_text("early text").wait_for()
    turn(page, 1).get_by_text("word 7", exact=True).wait_for()
    assert "Far away" in page.drawn()
    assert len(fetched) == 4
    assert turn(page, 1).locator(".pending").count() == 0


@pytest.mark.without_python
def test_evt6_a_figure_that_lost_its_frame_is_fetched_again(server, open_page):
    session = session_of(server, *[[figure(f"Figure {number}")] for number in range(1, 16)])
    last = [event["seq"] for event in server.events(session) if event["kind"] == "run.output"][-1]
    fetched = []
    page = open_page(server)
    page.page.on("request", lambda request: request.url.endswith(f"/outputs/{last}") and fetched.append(request))
    page.open(session).drawn(turn=15)
    for number in range(14, 0, -1):
        look_at(page, number)
        assert f"Figure {number}" in page.drawn(turn=number)
    turn(page, 15).locator("iframe").wait_for(state="detached")
    assert len(fetched) == 1
    look_at(page, 15)
    assert "Figure 15" in page.drawn(turn=15)
    assert len(fetched) == 2


@pytest.mark.without_python
def test_evt6_an_output_that_cannot_be_fetched_is_tried_again(server, open_page):
    session = session_of(server, [printed("was printed"), figure("Was drawn")])
    page = open_page(server)
    page.page.route("**/outputs/*", lambda route: route.fulfill(status=503, json={"detail": "the log is resting"}))
    page.open(session)
    notes = page.page.get_by_text("could not be loaded: the log is resting")
    notes.nth(1).wait_for()
    page.page.unroute("**/outputs/*")
    for _ in range(2):
        page.page.get_by_role("button", name="Try again").first.click()
    page.page.get_by_text("was printed").wait_for()
    assert "Was drawn" in page.drawn()
    assert notes.count() == 0


def test_ret2_turns_that_are_no_longer_kept_are_said_to_be_gone(server, open_page):
    session = session_of(server, *[[FIGURE]] * 6)
    server.stop()
    server.environment["SANDGLASS_RETAIN_EVENTS"] = "100"
    server.start()
    until = time.monotonic() + 30
    while (first := json.loads(server.request(f"/api/sessions/{session}/events")[2])["first"]) == 1:
        assert time.monotonic() < until
    page = open_page(server, session)
    page.ended(turn=6).drawn(turn=6)
    page.page.get_by_text("Earlier turns are no longer kept.").wait_for()
    numbers = page.page.eval_on_selector_all("article.turn", "all => all.map(one => +one.dataset.turn)")
    assert first > 1 and numbers == list(range(numbers[0], 7)) and numbers[0] > 1
    # What the session was first asked is still what it is called.
    page.page.wait_for_function("title => document.title === title", arg=HEATMAP)
    page.ready().ask(HEATMAP).ended(turn=7).drawn(turn=7)
