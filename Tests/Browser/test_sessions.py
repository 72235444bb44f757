"""The panel of sessions: finding, visiting, renaming and deleting them."""

import re
import threading

import pytest
from harness.model import says
from harness.tab import asked, key

pytestmark = pytest.mark.without_python

HEATMAP = "Draw a heatmap of website visits by weekday and hour"
SUNBURST = "Show a household budget as a sunburst"
STAYS = "window.loadedOnce === true"


def past(server, prompt):
    """A session in which this was asked and answered; its tab has gone."""
    tab = asked(server, prompt)
    run = key(tab.event("run.leased"))
    tab.output(run)
    tab.outcome(run)
    tab.event("turn.ended")
    tab.close()
    return tab.session


def panel(page):
    page.page.locator("#sessions-open").click()
    page.wait("dialog#sessions")
    return page


def row(page, session):
    return page.page.locator(f"li[data-session='{session}']")


def names(page):
    """What the shown sessions are called, in order."""
    page.wait("li.session:not([hidden])")
    return page.page.locator("li.session:visible .session-name").all_inner_texts()


def titled(page, title):
    page.page.wait_for_function("title => document.title === title", arg=title)


def test_an_earlier_session_is_visited_without_a_load_and_back_returns(server, open_page):
    old, new = past(server, HEATMAP), past(server, SUNBURST)
    page = open_page(server, new)
    page.ended().page.evaluate("window.loadedOnce = true")
    titled(page, SUNBURST)
    panel(page)
    assert names(page) == [SUNBURST, HEATMAP]
    assert row(page, new).get_by_role("link").get_attribute("aria-current") == "page"
    assert row(page, old).get_by_role("link").get_attribute("aria-current") is None
    row(page, old).get_by_role("link").click()
    page.wait(f"html[data-link=open][data-session='{old}']")
    page.ended()
    titled(page, HEATMAP)
    assert page.page.url.endswith(f"/?session={old}") and page.page.locator("article.turn").count() == 1
    assert not page.page.locator("dialog#sessions").is_visible()
    assert page.page.evaluate("document.activeElement.id") == "prompt"
    page.page.go_back()
    page.wait(f"html[data-link=open][data-session='{new}']")
    titled(page, SUNBURST)
    assert page.page.evaluate(STAYS)


def test_a_session_opens_in_another_tab_with_the_keys_of_the_browser(server, open_page):
    old = past(server, HEATMAP)
    page = panel(open_page(server))
    with page.page.context.expect_page() as opened:
        row(page, old).get_by_role("link").click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_selector(f"html[data-session='{old}']", state="attached")
    assert page.session != old


def test_ses1_a_session_in_which_nothing_was_asked_is_not_listed(server, open_page):
    page = panel(open_page(server))
    page.page.get_by_text("No sessions yet").wait_for()
    assert page.page.locator("li.session").count() == 0
    titled(page, "Sandglass")


def test_evt4_a_name_reaches_every_tab_and_taking_it_away_brings_the_prompt_back(server, open_page):
    session = past(server, HEATMAP)
    first, second = open_page(server, session), open_page(server, session)
    panel(second)
    panel(first)
    for name, title in (("Visits, for the report", "Visits, for the report"), ("", HEATMAP)):
        row(first, session).hover()
        row(first, session).locator("button.rename").click()
        first.page.keyboard.press("ControlOrMeta+a")
        first.page.keyboard.press("Delete")
        first.page.keyboard.type(name)
        first.page.keyboard.press("Enter")
        for page in (first, second):
            titled(page, title)
            row(page, session).get_by_text(title).wait_for()
        assert f'"name":"{name}"' in server.request(f"/api/sessions/{session}")[2]
    assert first.page.evaluate("document.activeElement.className").endswith("rename")


def test_escape_leaves_the_name_as_it_was_and_the_panel_open(server, open_page):
    session = past(server, HEATMAP)
    page = panel(open_page(server))
    row(page, session).hover()
    row(page, session).locator("button.rename").click()
    page.page.keyboard.type("Not this")
    page.page.keyboard.press("Escape")
    assert names(page) == [HEATMAP]
    assert page.page.locator("dialog#sessions").is_visible()
    assert '"name":""' in server.request(f"/api/sessions/{session}")[2]


def test_a_name_that_the_server_refuses_says_why(server, open_page):
    session = past(server, HEATMAP)
    page = panel(open_page(server))
    row(page, session).hover()
    row(page, session).locator("button.rename").click()
    page.page.keyboard.type("ü" * 150)
    page.page.keyboard.press("Enter")
    row(page, session).get_by_role("alert").filter(has_text="200").wait_for()


def test_ses2_deleting_asks_first_and_names_the_session(server, open_page):
    session, other = past(server, HEATMAP), past(server, SUNBURST)
    page = panel(open_page(server))
    row(page, session).hover()
    row(page, session).locator("button.delete").click()
    question = row(page, session).locator("form")
    assert HEATMAP in question.inner_text() and "cannot be undone" in question.inner_text()
    question.get_by_role("button", name="Cancel").click()
    assert names(page) == [SUNBURST, HEATMAP]
    row(page, session).locator("button.delete").click()
    question.get_by_role("button", name="Delete").click()
    row(page, session).wait_for(state="detached")
    assert names(page) == [SUNBURST]
    assert page.page.evaluate("document.activeElement.closest('li').dataset.session") == other
    assert server.request(f"/api/sessions/{session}")[0] == 404


def test_ses2_deleting_the_session_of_this_tab_leads_to_a_new_one(server, open_page):
    session = past(server, HEATMAP)
    page, other = open_page(server, session), open_page(server, session)
    panel(page.ended())
    row(page, session).hover()
    row(page, session).locator("button.delete").click()
    row(page, session).get_by_role("button", name="Delete").click()
    page.wait(f"html[data-link=open]:not([data-session='{session}'])")
    assert page.seen == [] and session not in page.page.url
    assert not page.page.locator("#banner").is_visible()
    other.wait("html[data-link=stopped]")
    other.page.get_by_role("alert").get_by_role("button", name="New session").click()
    other.wait(f"html[data-link=open]:not([data-session='{session}'])")


def test_a_turn_in_flight_is_marked_and_closing_the_panel_does_not_stop_it(make_server, open_page, model):
    server = make_server(**model.settings)
    held = threading.Event()
    model.will(says("Wait ", held, "for it."))
    page = open_page(server)
    page.ask("Say something")
    page.page.get_by_text("Wait").wait_for()
    panel(page)
    row(page, page.session).get_by_text("Answering").wait_for()
    page.page.keyboard.press("Escape")
    assert not page.page.locator("dialog#sessions").is_visible()
    held.set()
    page.ended(outcome="answered")


def test_the_panel_is_used_by_keyboard_alone(server, open_page):
    old, new = past(server, HEATMAP), past(server, SUNBURST)
    page = open_page(server)
    page.page.locator("#sessions-open").focus()
    page.page.keyboard.press("Enter")
    page.wait("li.session")
    assert page.page.evaluate("document.querySelector('#sessions').contains(document.activeElement)")
    page.page.keyboard.type("visits weekday")
    assert names(page) == [HEATMAP]
    page.page.keyboard.press("ControlOrMeta+a")
    page.page.keyboard.press("Delete")
    assert names(page) == [SUNBURST, HEATMAP]
    focused = "document.activeElement.closest('li')?.dataset.session"
    page.page.keyboard.press("ArrowDown")
    assert page.page.evaluate(focused) == new
    page.page.keyboard.press("ArrowDown")
    assert page.page.evaluate(focused) == old
    page.page.keyboard.press("Escape")
    assert page.page.evaluate("document.activeElement.id") == "sessions-open"
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    page.wait(f"html[data-link=open][data-session='{old}']")


def test_a_filter_that_fits_nothing_says_so(server, open_page):
    past(server, HEATMAP)
    page = panel(open_page(server))
    names(page)
    page.page.keyboard.type("zebra")
    page.page.get_by_text("No session has these words").wait_for()


def test_more_sessions_follow_when_asked_for(server, open_page):
    def facts(number):
        when = f"2026-01-{28 - number:02}T09:30:00Z"
        return dict(
            session=f"s_{number}", name="", title=f"Plot {number}", created=when, touched=when, turns=1, tabs=0, open=False
        )

    def answer(route):
        later = "before=a%2Fcursor" in route.request.url
        sessions = [facts(number) for number in (range(3, 5) if later else range(3))]
        route.fulfill(json={"sessions": sessions, "next": None if later else "a/cursor"})

    page = open_page(server)
    page.page.route(re.compile(r"/api/sessions(\?|$)"), answer)
    panel(page)
    assert names(page) == ["Plot 0", "Plot 1", "Plot 2"]
    page.page.get_by_role("button", name="Show more").click()
    row(page, "s_4").wait_for()
    assert names(page) == [f"Plot {number}" for number in range(5)]
    assert page.page.evaluate("document.activeElement.closest('li').dataset.session") == "s_3"
    assert page.page.get_by_role("button", name="Show more").count() == 0


def test_a_list_that_cannot_be_read_says_why_and_is_tried_again(server, open_page):
    past(server, HEATMAP)
    page = open_page(server)
    page.page.route("**/api/sessions", lambda route: route.abort())
    panel(page)
    page.page.get_by_text("the server cannot be reached").wait_for()
    page.page.unroute("**/api/sessions")
    page.page.get_by_role("button", name="Try again").click()
    assert names(page) == [HEATMAP]


@pytest.mark.parametrize("width", [320, 390, 768])
def test_the_panel_fits_the_window(server, open_page, width):
    session = past(server, "x" * 300 + HEATMAP)
    page = open_page(server)
    page.page.set_viewport_size({"width": width, "height": 700})
    panel(page)
    names(page)
    row(page, session).hover()
    row(page, session).locator("button.delete").click()
    inside = "one => one.scrollWidth <= one.clientWidth && one.clientWidth <= innerWidth"
    assert page.page.locator("dialog#sessions").evaluate(inside)
