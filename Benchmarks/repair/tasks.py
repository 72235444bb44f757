"""The tasks, as tasks.toml has them."""

import pathlib
import tomllib

TASKS = tomllib.loads(pathlib.Path(__file__).with_name("tasks.toml").read_text())["task"]
