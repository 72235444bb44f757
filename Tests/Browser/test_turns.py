"""The main job in a real browser: a prompt becomes a figure, and what fails is repaired."""

import threading

import pytest
from harness.dialects import DIALECTS
from harness.model import BAR, Answer, chunk, program, says
from harness.page import squeeze

HEATMAP = "Draw a heatmap of website visits by weekday and hour"


def test_the_first_plot(rehearsed):
    assert rehearsed.page.locator("#examples li").count() >= 12
    rehearsed.ask(HEATMAP).ended()
    assert "Visits by weekday and hour" in rehearsed.drawn()
    assert rehearsed.attempts() == ["ok"]
    assert "go.Heatmap" in rehearsed.text("pre.code")
    assert "rehearsal" in rehearsed.text("section.attempt").lower()
    kinds = [event["kind"] for event in rehearsed.server.events(rehearsed.session)]
    assert kinds[:2] == ["turn.started", "attempt.started"] and kinds[-2:] == ["run.ended", "turn.ended"]
    assert kinds.count("text") > 5


@pytest.mark.parametrize(
    "prompt, error",
    [
        ("Draw a damped oscillation and its envelope", "NameError"),
        ("Explain a profit with a waterfall chart", "ValueError"),
        ("Compare the population density of six cities", "KeyError"),
        ("Draw a rising spiral in three dimensions", "TypeError"),
    ],
)
def test_a_failing_answer_is_repaired(rehearsed, prompt, error):
    rehearsed.ask(prompt).ended()
    rehearsed.drawn()
    assert rehearsed.attempts() == ["failed", "ok"]
    failed = rehearsed.page.text_content("section.attempt[data-attempt='1'] .error")
    assert error in failed
    events = rehearsed.server.events(rehearsed.session)
    ended = next(event for event in events if event["kind"] == "run.ended")
    assert ended["error"]["ename"] == error and ended["error"]["line"] >= 1
    assert not any("pyodide" in line for line in ended["error"]["traceback"])


def test_every_example_ends_in_something_to_see(make_server, open_page):
    server = make_server(rehearsal_ms=0, exec_seconds=3)
    page = open_page(server).ready()
    examples = page.page.evaluate("fetch('/api/about').then(answer => answer.json())")["examples"]
    for turn, example in enumerate(examples, 1):
        page.ask(example["prompt"])
        page.wait(f"article.turn[data-turn='{turn}'][data-outcome]")
        outcome = page.page.get_attribute(f"article.turn[data-turn='{turn}']", "data-outcome")
        assert outcome in ("plotted", "answered"), example
        page.ready()


def test_an_endless_loop_is_ended_and_the_next_prompt_works(make_server, open_page):
    server = make_server(exec_seconds=2)
    page = open_page(server).ready()
    page.ask("Plot the Collatz sequence of 27 until it reaches one").ended()
    page.drawn()
    assert page.attempts() == ["failed", "ok"]
    outcomes = [event["outcome"] for event in server.events(page.session) if event["kind"] == "run.ended"]
    assert outcomes == ["timeout", "ok"]
    page.ready().ask(HEATMAP).ended(turn=2)
    page.drawn(turn=2)


def test_code_that_cannot_be_interrupted_is_ended_too(make_server, open_page, model):
    # Enough for the second program on a machine that is busy.
    page = open_page(make_server(exec_seconds=5, **model.settings)).ready()
    for turn, code in enumerate(["import time\ntime.sleep(1000)", "sum(range(10**12))", "import os\nos.abort()"], 1):
        model.will(program(code), BAR)
        page.ask("plot").ended(turn).drawn(turn)
        assert page.attempts(turn) == ["failed", "ok"], code
        page.ready()


def test_a_run_that_prints_draws_with_matplotlib_and_returns_a_table(rehearsed):
    rehearsed.ask("Print a summary, draw a matplotlib histogram and return a DataFrame of exam results").ended()
    image = rehearsed.wait("section.attempt iframe.image[data-drawn=true]")
    assert image.content_frame().evaluate("document.images[0].naturalWidth") > 100
    assert rehearsed.page.locator("section.attempt table tbody tr").count() > 1
    outputs = [event["output"] for event in rehearsed.server.events(rehearsed.session) if event["kind"] == "run.output"]
    assert outputs[0]["output_type"] == "stream" and outputs[0]["text"]
    assert outputs[0]["text"].splitlines()[0].strip() in rehearsed.page.text_content("section.attempt")
    types = [mime for output in outputs[1:] for mime in output.get("data", {})]
    assert "image/svg+xml" in types and "application/vnd.dataresource+json" in types


def test_printed_text_comes_while_the_code_runs(page, scripted):
    scripted.will(
        program("import time, sys\nprint('first')\nprint('to stderr', file=sys.stderr)\nwhile True: time.sleep(0.01)")
    )
    page.ask("print")
    page.page.get_by_text("first", exact=False).last.wait_for()
    page.wait("section.attempt[data-state=running]")
    page.page.keyboard.press("Escape")
    page.ended(outcome="cancelled")
    assert page.attempts() == ["interrupted"]


def test_a_program_that_is_called_for_is_seen_while_it_comes(page, scripted):
    call = DIALECTS["openai-chat"].calls("import plotly.graph_objects as go\nfig = go.Figure(go.Bar(x=['a'], y=[3]))\n")
    rest = threading.Event()
    call.pieces.insert(2, rest)
    scripted.will(call)
    page.ask("three")
    page.wait("section.attempt pre.snippet:has-text('import plotly')")
    assert "Bar" not in page.text("section.attempt pre.snippet")
    rest.set()
    page.ended().drawn()
    assert "go.Bar" in page.text("section.attempt pre.code")
    assert page.page.locator("section.attempt pre").count() == 1


@pytest.mark.parametrize("repair, attempt, outcome", [("guided", "ok", "plotted"), ("traceback", "failed", "exhausted")])
def test_RUN11_what_is_nearly_right_is_drawn_unless_the_run_is_plain(make_server, open_page, model, repair, attempt, outcome):
    page = open_page(make_server(repair=repair, max_attempts=1, **model.settings)).ready()
    model.will(program("import plotly.graph_objects as go\nfig = go.Figure(go.Bar(x=['a'], y=[1], color='red'))"))
    page.ask("one bar").ended(outcome=outcome)
    assert page.attempts() == [attempt]
    assert ("Bar takes no color; it went to marker_color" in page.text("section.attempt")) == (attempt == "ok")


def printed(events, turn):
    outputs = [event["output"] for event in events if event["kind"] == "run.output" and event["turn"] == turn]
    return [output["text"] for output in outputs if output["output_type"] == "stream"]


def test_each_run_starts_clean(page, scripted):
    scripted.will(
        program("leak = 1\nimport builtins, math, random\nprint(random.random())\nbuiltins.print = None\nmath.pi = 3\nfig = None\n'done'"),
        program("import math, random\nprint(random.random())\nprint('leak' in globals(), math.pi > 3.1)"),
    )
    page.ask("first").ended(outcome="answered")
    page.ready().ask("second").ended(turn=2, outcome="answered")
    events = page.server.events(page.session)
    first, second = ("".join(printed(events, turn)) for turn in (1, 2))
    assert second.endswith("\nFalse True\n") and second.splitlines()[0] != first.splitlines()[0]


def test_stop_ends_a_streaming_answer(page, scripted):
    scripted.will(says("I am still thinking about this plot", threading.Event()), BAR)
    page.ask("plot")
    page.page.get_by_text("still thinking").wait_for()
    page.page.get_by_role("button", name="Stop").click()
    page.ended(outcome="cancelled")
    assert scripted.hung_up.wait(30)
    page.ask("again").ended(turn=2)


def test_edited_code_runs_as_an_attempt_of_its_own(rehearsed):
    rehearsed.ask(HEATMAP).ended()
    rehearsed.ready()
    rehearsed.page.get_by_role("button", name="Edit & run").click()
    rehearsed.page.locator("section.attempt textarea").fill("print('edited by hand')")
    rehearsed.page.get_by_role("button", name="Run", exact=True).click()
    rehearsed.wait("section.attempt[data-attempt='2'][data-state=ok]")
    assert "edited by hand" in rehearsed.page.text_content("section.attempt[data-attempt='2']")


def test_a_model_that_fails_says_what_to_try(page, scripted):
    body = b'{"error":{"message":"Incorrect API key provided: sk-secret-of-the-tests"}}'
    scripted.will(Answer([body], status=401, content_type="application/json"))
    page.ask("plot").ended(outcome="failed")
    shown = page.text("article.turn")
    assert "SANDGLASS_MODEL_KEY" in shown and "sk-secret" not in page.page.content()


def test_an_answer_that_breaks_off_keeps_its_text(page, scripted):
    scripted.will(Answer([chunk("Half an answer, and then")]))
    page.ask("plot").ended(outcome="failed")
    assert "Half an answer" in squeeze(page.text("article.turn"))


def test_markup_in_an_answer_is_text(page, scripted):
    hostile = "<img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3)) **bold**"
    scripted.will(says(hostile))
    page.page.on("dialog", lambda dialog: page.complaints.append("a dialog opened"))
    page.ask("<b>bold?</b>").ended(outcome="answered")
    assert "<img src=x" in page.text(".answer") and "<b>bold?</b>" in page.text("article.turn")
    assert page.page.locator(".answer img, .answer script, .answer a[href^=javascript]").count() == 0


def test_packages_are_fetched_while_the_answer_is_still_written(model, make_server, open_page):
    """The model writes on only when the page has asked for what the first line imports."""
    asked = threading.Event()
    server = make_server(**model.settings)
    model.will(says("```python\nimport sklearn\n", asked, "print(sklearn.__name__)\n```\n"))
    page = open_page(server).ready()
    page.page.on("request", lambda request: asked.set() if "scikit-learn" in request.url else None)
    page.ask("cluster").ended(outcome="answered")
    assert asked.is_set() and "sklearn" in page.text("pre.printed")
