"""How long from a person's Stop to the next prompt's figure on the screen, by what the stopped program was doing.

The next prompt is sent when the page takes one again, and its answer comes at once; so what is measured is how a run is
ended, that a warm worker was there, the run and the drawing.

Run it after scripts/test and scripts/serve have made what it uses:
    SANDGLASS_BINARY=.build/release/sandglass .venv/bin/python -m Benchmarks.browser.stop
"""

import argparse

from harness.model import BAR, program
from harness.page import Page

from Benchmarks.lib.report import median

from .stage import nobody, stage

PROGRAMS = {
    "while True": "while True: pass",
    "while True, every exception caught": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "time.sleep(1000)": "import time\ntime.sleep(1000)",
    "sum(range(10**12))": "sum(range(10**12))",
    "a catastrophic regular expression": "import re\nre.match('(a+)+$', 'a' * 64 + 'b')",
}

# In the page, by its own clock: Stop, and as soon as the form takes it the next prompt, until its figure is drawn.
MEASURE = """turn => new Promise(resolve => {
    const since = performance.now();
    const done = () => {
        const stopped = document.querySelector(`article.turn[data-turn='${turn}'][data-outcome]`);
        const ask = document.querySelector("form#ask");
        const prompt = document.querySelector("textarea#prompt");
        if (stopped && prompt.value === "" && !document.querySelector(`article.turn[data-turn='${turn + 1}']`)) {
            prompt.value = "bar";
            prompt.dispatchEvent(new Event("input", { bubbles: true }));
            ask.requestSubmit();
        }
        if (!document.querySelector(`article.turn[data-turn='${turn + 1}'] iframe.figure[data-drawn=true]`)) return;
        watch.disconnect();
        resolve(performance.now() - since);
    };
    const watch = new MutationObserver(done);
    watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true });
    document.querySelector("button#stop").click();
})"""


def measure(page, model, code, rounds, turn):
    times = []
    for _ in range(rounds):
        model.will(program(f"print('started')\n{code}"), BAR)
        page.ready().ask("stop me")
        page.wait(f"article.turn[data-turn='{turn}'] pre.printed")
        # The successor of the run has begun to start, as it would have for a person.
        page.page.wait_for_timeout(2000)
        times.append(page.page.evaluate(MEASURE, turn))
        page.ended(turn + 1)
        turn += 2
    return times, turn


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="of each program (5)")
    options = parser.parse_args()
    with stage(exec_seconds=60) as ground, ground.browser() as browser:
        page = Page(nobody(browser).new_page(), ground.server).open()
        everything, turn = [], 1
        for name, code in PROGRAMS.items():
            times, turn = measure(page, ground.model, code, options.rounds, turn)
            everything += times
            print(f"{name}: median {median(times):.0f} ms (best {min(times):.0f}, worst {max(times):.0f})", flush=True)
        print(f"all {len(everything)}: median {median(everything):.0f} ms")


if __name__ == "__main__":
    main()
