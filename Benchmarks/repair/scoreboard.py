"""Tables of what came of the tasks, beside one another by loop."""

from collections import Counter

from Benchmarks.lib.report import median, table

from .tasks import GRADES


def show(turns, loops, attempts):
    table("Tasks solved", ["loop", "tasks", *[f"after {n}" for n in range(1, attempts + 1)], *GRADES, "tokens a task", "tokens a solved task", "seconds a task"],
          [row(loop, [turn for turn in turns if turn.loop == loop], attempts) for loop in loops])  # fmt: skip
    names = sorted({name for turn in turns for name in turn.attempts if name not in ("right", "wrong")} | {"wrong"})
    table("Failed attempts, and of these repaired in the next", ["loop", *names],
          [[loop, *failures([turn for turn in turns if turn.loop == loop], names)] for loop in loops])  # fmt: skip


def row(loop, turns, attempts):
    solved = [turn for turn in turns if turn.is_solved]
    after = [sum(len(turn.attempts) <= number for turn in solved) for number in range(1, attempts + 1)]
    grades = [f"{sum(turn.grade == grade for turn in solved)}/{sum(turn.grade == grade for turn in turns)}" for grade in GRADES]
    tokens = sum(turn.tokens for turn in turns)
    return [loop, len(turns), *after, *grades, round(tokens / len(turns)), round(tokens / len(solved)) if solved else None,
            f"{median(turn.seconds for turn in turns):.0f}"]  # fmt: skip


def failures(turns, names):
    failed, repaired = Counter(), Counter()
    for turn in turns:
        for one, following in zip(turn.attempts, [*turn.attempts[1:], None]):
            failed[one] += 1
            repaired[one] += following in ("right", "wrong")
    return [f"{failed[name]}, {repaired[name]}" if name != "wrong" else failed[name] for name in names]
