"""
Figures whose frames cannot be loaded: when they can again, they are drawn; until then their cards say so. Figures that are
drawn without end.
"""

import json
import pathlib

import pytest
from harness.model import BAR, program

HEATMAP = "Draw a heatmap of website visits by weekday and hour"
PLAYER = "**/player/**"
NOTE = "The figure could not be loaded"


@pytest.fixture
def unreachable(server, open_page):
    """A page that is ready, except that no frame of the player can be loaded; ended by `unroute`."""

    def unreachable(what=PLAYER):
        page = open_page(server)
        page.page.route(what, lambda route: route.abort())
        return page.ready()

    return unreachable


def test_a_figure_is_drawn_although_the_frame_that_was_ready_for_it_never_was(unreachable):
    page = unreachable()
    # What is in it is the browser's own page about what could not be loaded.
    page.wait("#spare-figure iframe", state="attached")
    page.page.unroute(PLAYER)
    page.ask(HEATMAP).ended()
    assert "Visits by weekday" in page.drawn()
    assert page.page.locator("iframe.figure").count() == 1
    assert page.page.get_by_text(NOTE).count() == 0


@pytest.mark.parametrize("what", [PLAYER, "**/plotly*.js"])
def test_a_figure_whose_frame_stays_unreachable_says_so_and_is_tried_again(unreachable, what):
    page = unreachable(what)
    page.ask(HEATMAP).ended()
    page.page.get_by_text(NOTE).wait_for()
    assert page.page.locator("iframe.figure").count() == 0
    page.page.unroute(what)
    page.page.get_by_role("button", name="Try again").click()
    assert "Visits by weekday" in page.drawn()
    assert page.page.get_by_text(NOTE).count() == 0


def test_a_reload_finds_the_figures_of_the_turns_before_it_unreachable_and_gets_them_back(server, open_page):
    page = open_page(server).ready()
    page.ask(HEATMAP).ended().drawn()
    page.page.route(PLAYER, lambda route: route.abort())
    page.page.reload()
    page.page.get_by_text(NOTE).wait_for()
    page.page.unroute(PLAYER)
    page.page.get_by_role("button", name="Try again").click()
    assert "Visits by weekday" in page.drawn()


# One such axis takes a fast machine nine seconds.
ENDLESS = program(
    "from plotly.subplots import make_subplots\nfig = make_subplots(6, 6)\n"
    "for place in range(36):\n    fig.add_bar(x=['a'], y=[1], row=place // 6 + 1, col=place % 6 + 1)\n"
    "fig.update_layout(title='No end')\nfig.update_yaxes(range=[0, 1e15], dtick=1)"
)


def test_a_figure_without_end_is_stopped_says_so_and_holds_nothing_up(attached, model, open_page):
    model.will(ENDLESS)
    page = open_page(attached).ready()
    page.ask("draw").ended()
    # The next figure is drawn while that one still is.
    model.will(BAR)
    page.ask("draw").ended(2).drawn(2)
    card = "article.turn[data-turn='1'] .figure-card[data-stopped]"
    page.page.locator(card).scroll_into_view_if_needed()
    assert "took longer than 20 s to draw" in page.text(f"{card} .framed-note")
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="Save its data").click()
    assert download.value.suggested_filename == "no-end.json"
    figure = json.loads(pathlib.Path(download.value.path()).read_text())
    assert figure["data"][0]["y"] == [1]
    page.page.get_by_role("button", name="Try again").click()
    page.wait(card)
    assert page.page.locator("article.turn[data-turn='2'] iframe.figure[data-drawn=true]").count() == 1
