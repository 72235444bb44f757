"""What people see and how they get at it: widths, schemes, keyboard, names for screen readers."""

import pytest

HEATMAP = "Draw a heatmap of website visits by weekday and hour"


@pytest.fixture
def page(rehearsed):
    return rehearsed


@pytest.mark.parametrize("width", [320, 390, 768, 1920])
def test_nothing_is_wider_than_the_window(page, width):
    page.page.set_viewport_size({"width": width, "height": 800})
    page.ask(HEATMAP).ended().drawn()
    # A figure that began before the window had its width is drawn anew.
    page.page.wait_for_function("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    figure = page.wait("iframe.figure").bounding_box()
    assert figure["width"] <= width and figure["height"] >= 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_both_schemes(page, scheme):
    page.page.emulate_media(color_scheme=scheme)
    luminance = """selector => {
        const style = getComputedStyle(document.querySelector(selector));
        const parts = (selector === 'html' ? style.backgroundColor : style.color).match(/[\\d.]+/g).map(Number);
        const [r, g, b] = parts.map(part => part / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }"""
    ground = page.page.evaluate(luminance, "html")
    assert (ground > 0.5) == (scheme == "light")
    for selector in ("#prompt", ".brand", "#link-state", "#examples li *"):
        text = page.page.evaluate(luminance, selector)
        light, dark = max(text, ground), min(text, ground)
        # WCAG 2.2, 1.4.3.
        assert (light + 0.05) / (dark + 0.05) >= 4.5, selector


def test_everything_is_reached_and_named(page):
    page.ask(HEATMAP).ended().drawn()
    names = page.page.evaluate(
        """[...document.querySelectorAll('button, a[href], textarea, summary, iframe')]
            .filter(one => one.checkVisibility() && !one.closest('[inert]'))
            .map(one => [one.outerHTML.slice(0, 80), (one.ariaLabel || one.title || one.innerText
                || one.labels?.[0]?.innerText || one.placeholder || '').trim()])"""
    )
    assert [html for html, name in names if not name] == []
    wanted = {"prompt", "copy-link", "new-session"}
    page.page.locator("body").press("Tab")
    # The figure's own buttons are on the way; how many there are is plotly's affair.
    for _ in range(300):
        wanted.discard(page.page.evaluate("document.activeElement.id"))
        if not wanted:
            break
        page.page.keyboard.press("Tab")
    assert wanted == set()


def test_the_empty_page_starts_at_its_top(page):
    assert page.page.evaluate("document.scrollingElement.scrollTop") == 0
    page.page.get_by_role("heading", name="What do you want to see?").wait_for()


def test_an_example_is_one_click_away(page):
    page.page.get_by_role("button", name="Heatmap").click()
    page.ended().drawn()


def test_the_rehearsal_says_what_it_is_and_how_to_attach_a_model(page):
    page.page.locator("#model-state").click()
    assert "SANDGLASS_MODEL_API" in page.text("#model-facts")


def test_a_new_session_starts_empty_and_the_old_one_stays(page):
    page.ask(HEATMAP).ended()
    old = page.session
    page.page.locator("#new-session").click()
    page.wait(f"html[data-link=open]:not([data-session='{old}'])")
    assert page.seen == []
    page.page.go_back()
    page.wait(f"html[data-link=open][data-session='{old}']")
    assert page.ended().seen[0][0] == "1"
