"""SVG is drawn in a frame of its own: with its own size, within the page's, in both schemes; the page lives meanwhile."""

import pytest
from harness.model import program

FRAME = "section.attempt iframe.image[data-drawn=true]"
# A page that stands still for this long, in ms, was held up by a drawing: it takes longer than this in its frame.
STILL = 5_000


def svg(inside, size="width='600' height='300'"):
    return program(f'from IPython.display import SVG\ndisplay(SVG("""<svg xmlns=\'http://www.w3.org/2000/svg\' {size}>{inside}</svg>"""))')


@pytest.fixture
def drawn(page, scripted):
    """A page in which the model's answer has run."""

    def drawn(answer, width=1280, scheme="light"):
        scripted.will(answer)
        page.page.set_viewport_size({"width": width, "height": 900})
        page.page.emulate_media(color_scheme=scheme)
        return page.ask("draw").ended()

    return drawn


@pytest.mark.parametrize("width", [1280, 320])
def test_an_image_has_its_own_size_or_the_windows(drawn, width):
    page = drawn(svg("<rect width='600' height='300' fill='teal'/>"), width)
    box = page.wait(FRAME).bounding_box()
    assert box["width"] == 600 if width == 1280 else 200 < box["width"] < 320
    assert abs(box["width"] / box["height"] - 2) < 0.05
    inside = page.wait(FRAME).content_frame().locator("img").bounding_box()
    assert abs(inside["width"] - box["width"]) < 1 and abs(inside["height"] - box["height"]) < 1
    overflow = page.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0


@pytest.mark.parametrize("size", ["width='999999999' height='1'", "width='1' height='999999999'", "width='1' height='0'"])
def test_a_size_that_no_screen_has_stays_within_the_page(drawn, size):
    page = drawn(svg("<rect width='1' height='1'/>", size))
    box = page.wait(FRAME, state="attached").bounding_box()
    assert box["width"] <= 1280 and box["height"] <= 2_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_image_stands_on_white_in_both_schemes(drawn, scheme):
    page = drawn(svg("<text x='9' y='30'>black</text>"), scheme=scheme)
    page.wait(FRAME)
    ground = page.page.eval_on_selector(".image-card", "card => getComputedStyle(card).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_the_frame_runs_and_loads_nothing_but_the_image(drawn):
    page = drawn(svg("<script>parent.escaped = 1</script><rect onload='escaped = 1' width='9' height='9'/>"))
    frame = page.wait(FRAME).content_frame()
    assert frame.evaluate("[origin, window.escaped ?? null, document.scripts.length]") == ["null", None, 1]
    assert frame.evaluate("fetch('/healthz').then(() => 'answered', () => 'held')") == "held"
    assert frame.evaluate("new Promise(done => { const i = new Image(); i.onerror = () => done('held'); i.src = '/favicon.svg'; })") == "held"


def test_what_is_no_image_says_so(drawn):
    page = drawn(svg("&nbsp;"))
    page.page.get_by_text("This image cannot be drawn here").wait_for()


def test_a_page_that_was_reloaded_draws_its_images_again(drawn):
    # More than what a replay holds itself.
    page = drawn(svg("<circle r='9'/>" * 1_000))
    page.wait(FRAME)
    page.page.reload()
    page.wait(FRAME)


def test_the_page_lives_while_an_image_is_drawn(drawn):
    levels = "".join(f"<g id='l{level + 1}'>" + f"<use href='#l{level}'/>" * 10 + "</g>" for level in range(4))
    page = drawn(svg("<circle r='9'/>"))
    page.page.evaluate(
        """() => {
            window.still = 0;
            let last = performance.now();
            setInterval(() => {
                window.still = Math.max(window.still, performance.now() - last);
                last = performance.now();
            }, 50);
        }"""
    )
    page.wait(FRAME)
    heavy = f"<svg xmlns='http://www.w3.org/2000/svg'><defs><rect id='l0' width='9' height='9'/>{levels}</defs>" + "<use href='#l4'/>" * 20 + "</svg>"
    # Twice what the server lets through, given to the frame by the page itself.
    page.page.evaluate(
        """async (image) => {
            const { ImageView } = await import("/page/views/image.js");
            const view = new ImageView(image, document.createElement("span"));
            view.element.id = "heavy";
            document.querySelector("main").append(view.element);
            view.load();
        }""",
        heavy,
    )
    page.wait("#heavy iframe[data-drawn=true], #heavy[data-stopped]", state="attached")
    assert page.page.evaluate("window.still") < STILL


def test_a_frame_that_falls_silent_is_stopped_and_drawn_again_when_asked(drawn):
    page = drawn(svg("<circle r='9'/>"))
    frame = page.wait(FRAME).content_frame()
    frame.evaluate("void setTimeout(() => { for (;;); })")
    note = page.wait(".image-card[data-stopped] .framed-note").inner_text()
    assert "took longer than 20 s to draw" in note
    page.page.get_by_role("button", name="Try again").click()
    page.wait(FRAME)
