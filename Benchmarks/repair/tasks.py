"""The tasks, as the files of their grades have them."""

import pathlib
import tomllib

GRADES = ("simple", "medium", "hard")
FOLDER = pathlib.Path(__file__).with_name("tasks")


def of(grade):
    tasks = tomllib.loads((FOLDER / f"{grade}.toml").read_text())["task"]
    return [{**task, "grade": grade} for task in tasks]


TASKS = [task for grade in GRADES for task in of(grade)]
