"""The scoreboard's checks: each takes a right figure of its task, and no other task's."""

import copy
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(pathlib.Path(__file__).parent)]

from Benchmarks.repair.checks import CHECKS, faults  # noqa: E402
from Benchmarks.repair.figure import values  # noqa: E402
from Benchmarks.repair.tasks import TASKS  # noqa: E402
from solutions import SOLUTIONS, document  # noqa: E402

BY_ID = {task["id"]: task for task in TASKS}


@pytest.fixture(scope="module")
def figures():
    return {id: document(solve()) for id, solve in SOLUTIONS.items()}


def test_there_are_sixty_tasks_of_three_grades_each_with_a_solution_and_checks():
    assert len(BY_ID) == len(TASKS) >= 60 and set(BY_ID) == set(SOLUTIONS)
    grades = [task["grade"] for task in TASKS]
    assert all(grades.count(grade) >= 20 for grade in ("simple", "medium", "hard"))
    assert all({"types"} < set(task) & set(CHECKS) for task in TASKS), "more than the type is checked"
    assert {key for task in TASKS for key in task} - {"id", "grade", "prompt"} == set(CHECKS), "every check is some task's"


@pytest.mark.parametrize("id", BY_ID)
def test_a_right_figure_is_right_for_its_task_alone(figures, id):
    assert faults(BY_ID[id], figures[id]) == []
    assert [other for other, figure in figures.items() if other != id and not faults(BY_ID[id], figure)] == []


@pytest.mark.parametrize("id", BY_ID)
def test_a_wrong_number_is_found(figures, id):
    """Where a task gives values, a figure with one of them changed is wrong."""
    task = BY_ID[id]
    if not task.keys() & {"y", "pairs", "z", "series", "close", "links", "abc", "value"}:
        pytest.skip("it gives none")
    figure = copy.deepcopy(figures[id])
    for trace in figure["data"]:
        spoil(trace)
    assert faults(task, figure) != []


def spoil(part):
    """Changes the last number of every array, and every single value."""
    for key, entry in part.items():
        if key in ("value",) and isinstance(entry, (int, float)):
            part[key] = entry + 1
        elif rows := values(entry):
            part[key] = spoiled(rows)
        elif isinstance(entry, dict):
            spoil(entry)


def spoiled(rows):
    last = rows[-1]
    if isinstance(last, bool) or not isinstance(last, (int, float, list, dict)):
        return rows
    return [*rows[:-1], spoiled(values(last)) if isinstance(last, (list, dict)) else last * 2 + 1]


@pytest.mark.parametrize(
    "array, wanted",
    [
        ([1, 2], [1, 2]), ({"dtype": "i1", "bdata": "AQL/"}, [1, 2, -1]), ({"dtype": "f8", "bdata": "AAAAAAAA8D8="}, [1.0]),
        ({"dtype": "u1", "bdata": "AQIDBAUG", "shape": "2, 3"}, [[1, 2, 3], [4, 5, 6]]), ("text", []), (None, []),
    ],
)  # fmt: skip
def test_typed_arrays_are_read_as_plotly_writes_them(array, wanted):
    assert values(array) == wanted
