"""What must hold after every attack, whatever it was."""

import re

from harness.ground import FOREIGN, INNOCENT, is_honest, told

# Bytes of what the model is told of one failure.
TOLD = 4_000
# Milliseconds that a page may stand still while it has an image drawn, on a machine that has much else to do.
STILL = 10_000
ROLES = (["system", "user", "assistant", "user"], ["system", "user", "user"])


def judge(ground, snippet):
    """Runs the snippet on the ground, and asserts its expectation and that nothing happened to anyone."""
    drawn_apart = snippet.image is not None and ground.browser.name == "chromium"
    if drawn_apart:
        ground.browser.stillness()
    met, leaks, complaints = len(ground.listener.met), len(ground.watch.leaks()), len(ground.browser.complaints)
    run, probe, turn, messages = ground.attack(snippet)
    wrong = [*unexpected(snippet, run), *drawn_wrong(ground, snippet, run, turn), *unblocked(snippet, run)]
    # In its frame it takes longer than that; Firefox does not promise the frame a process of its own.
    if drawn_apart and (still := ground.browser.stillness()) > STILL:
        wrong.append(f"the page stood still for {still:.0f} ms")
    if run.others:
        wrong += badly_told(messages)
    is_clean = is_honest(probe) if snippet.then is None else (probe.outcome, probe.printed) == ("ok", "clean\n")
    if not is_clean:
        wrong.append(f"the next run: {probe}")
    if (state := ground.state()) != ground.before:
        wrong.append(f"the page is {state}, and was {ground.before}")
    wrong += [f"a complaint of the page: {complaint}" for complaint in ground.browser.complaints[complaints:]]
    wrong += [f"the listener heard {one}" for one in ground.listener.met[met:]]
    wrong += [f"the server was asked for {path}" for path in ground.watch.leaks()[leaks:]]
    assert not wrong, "\n".join([*wrong, f"the run: {run}"])


def unexpected(snippet, run):
    if run.endings != 1:
        yield f"{run.endings} endings"
    if run.outcome not in snippet.outcomes:
        yield f"outcome {run.outcome}"
    if snippet.error and not re.search(snippet.error, run.error):
        yield f"error {run.error!r}"
    yield from (f"not printed: {text}" for text in snippet.prints if text not in run.printed)
    yield from (f"there is {text}" for text in snippet.never if text in run.said)
    if snippet.outputs is not None and len(run.outputs) > snippet.outputs:
        yield f"{len(run.outputs)} outputs"
    if snippet.figure == "none" and run.figures:
        yield "there is a figure"


def drawn_wrong(ground, snippet, run, turn):
    """Waits for the figure or the image, and looks for what a figure may have brought into its frame."""
    if snippet.image:
        shown(ground, turn, "iframe.image[data-drawn=true]", "iframe[hidden]", "[data-stopped]")
    if snippet.figure not in ("drawn", "settled", "stopped"):
        return []
    if not run.figures:
        return ["there is no figure"]
    drawn, stopped = "iframe.figure[data-drawn=true]", ".figure-card[data-stopped]"
    wanted = {"drawn": [drawn], "settled": [drawn, "iframe[hidden]", stopped], "stopped": [stopped]}
    shown(ground, turn, *wanted[snippet.figure])
    return [f"in the figure's frame: {seen}" for seen in ground.browser.in_players(FOREIGN) if seen != INNOCENT]


def shown(ground, turn, *selectors):
    """Looks at the turn until one of them is in its first attempt: what is far from the window is not drawn."""
    article = f"article.turn[data-turn='{turn}']"
    ground.browser.evaluate(f'document.querySelector("{article}").scrollIntoView()')
    wanted = ", ".join(f"{article} section.attempt[data-attempt='1'] {one}" for one in selectors)
    ground.browser.wait(f'document.querySelector("{wanted}") !== null')
    # Back to where it follows what comes.
    ground.browser.evaluate("scrollTo(0, document.documentElement.scrollHeight)")


def unblocked(snippet, run):
    """What was to be blocked and the log does not have (RUN10)."""
    targets = [event["target"] for event in run.blocked]
    return [f"{name} is not among the blocked: {targets}" for name in snippet.blocked if not any(name in target for target in targets)]


def badly_told(messages):
    """The failure is told to the model inside its own delimiters, bounded, and nothing of it is outside."""
    inside, behind = told(messages) or (None, None)
    if inside is None:
        yield f"no delimiters: {messages[-1]}"
        return
    if len(inside.encode()) > TOLD:
        yield f"the model was told {len(inside.encode())} bytes"
    if re.search(r"<\s*/\s*error", inside, re.I):
        yield f"a delimiter within: {inside}"
    if (roles := [message["role"] for message in messages]) not in ROLES:
        yield f"roles {roles}"
    if "INJECTED" in behind:
        yield f"behind the delimiter: {behind}"
