"""How many plotting tasks a small model solves in the whole product (server, Chromium tab, model), beside a loop that appends the
traceback and one that only asks again. Right is what the figure holds, never that it was drawn.

    python -m Benchmarks.repair                    all tasks with the local 1.5B model: about an hour on two cores
    python -m Benchmarks.repair --tasks donut sine --loops sandglass
    python -m Benchmarks.repair --results FILE     what FILE has is not done again
"""

import argparse
import contextlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from Benchmarks import ROOT
from harness.page import Page, launch, new_context
from harness.server import Server
from playwright.sync_api import sync_playwright

from .scoreboard import show
from .tasks import TASKS
from .turn import Turn, read

# By their strategies (docs/repair.md): that of the local models, that of others, and two in which programs run as they are written.
# Everything else is the same for all.
LOOPS = {"sandglass": "anew", "guided": "guided", "naive": "traceback", "resample": "again"}
ATTEMPTS = 4
# Milliseconds that one turn may take.
PATIENCE = 900_000


def arguments():
    parser = argparse.ArgumentParser(prog="python -m Benchmarks.repair", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=("0.5b", "1.5b"), default="1.5b", help="of the local model (1.5b)")
    parser.add_argument("--model", nargs=2, metavar=("ORIGIN", "NAME"), help="another that speaks chat completions, in the place of the local one")
    parser.add_argument("--loops", nargs="+", choices=LOOPS, default=["sandglass", "naive", "resample"], help="of " + " ".join(LOOPS) + " (all but guided)")
    parser.add_argument("--tasks", nargs="+", metavar="ID", choices=[task["id"] for task in TASKS], help="only these")
    parser.add_argument("--results", type=pathlib.Path, metavar="FILE", help="where each result is kept, a line of JSON")
    parser.add_argument("--sessions", type=pathlib.Path, metavar="FOLDER", help="where the servers keep their sessions, to be read or exported")
    return parser.parse_args()


@contextlib.contextmanager
def local_model(size):
    """The local model's server; its origin and name."""
    process = subprocess.Popen([ROOT / "scripts" / "local-model", size], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        said = re.match(r"Serving (\S+) at (\S+)", process.stdout.readline())
        if said is None:
            sys.exit("the local model did not start")
        yield said[2], said[1]
    finally:
        process.stdin.close()
        process.wait()


def solve(page, task, loop):
    """Asks in a new session; the turn that came of it."""
    page.fresh().ask(task["prompt"].strip())
    page.page.wait_for_selector("article.turn[data-turn='1'][data-outcome]", timeout=PATIENCE)
    return read(task, loop, page.server.events(page.session))


def main():
    options = arguments()
    tasks = [task for task in TASKS if not options.tasks or task["id"] in options.tasks]
    known = options.results.read_text().splitlines() if options.results and options.results.exists() else []
    turns = [Turn(**json.loads(line)) for line in known]
    done = {(turn.task, turn.loop) for turn in turns}
    with contextlib.ExitStack() as stack:
        origin, name = options.model or stack.enter_context(local_model(options.size))
        browser = launch(stack.enter_context(sync_playwright()))
        folder = options.sessions or pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        for loop in options.loops:
            model = {"model_api": "openai-chat", "model_url": f"{origin}/v1", "model": name, "model_idle_seconds": 600}
            server = Server(folder / loop, repair=LOOPS[loop], max_attempts=ATTEMPTS, sessions_per_minute=1_000, **model).start()
            stack.callback(server.stop)
            page = Page(new_context(browser).new_page(), server).open()
            for task in tasks:
                if (task["id"], loop) in done:
                    continue
                turn = solve(page, task, loop)
                print(f"{loop} {task['id']}: {' → '.join(turn.attempts)} {turn.missed or ''} {turn.tokens} tokens, {turn.seconds:.0f} s", flush=True)
                turns.append(turn)
                if options.results:
                    with options.results.open("a") as file:
                        print(json.dumps(turn.asdict()), file=file)
    wanted = {task["id"] for task in tasks}
    show([turn for turn in turns if turn.task in wanted], options.loops, ATTEMPTS)


if __name__ == "__main__":
    main()
