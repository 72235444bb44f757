"""scripts/fetch-runtime: what is brought is what the lock file says, and nothing is ever half made."""

import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
WRONG = "0" * 64
# As Pyodide begins one.
SNAPSHOT_MAGIC = b'\x00snp'
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}


@pytest.fixture
def copy(tmp_path):
    """The script with a lock file of one small wheel, which a test may change."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    lock = json.loads((ROOT / "scripts" / "runtime.lock.json").read_text())
    lock["wheels"] = [wheel for wheel in lock["wheels"] if wheel["name"] == "narwhals"]
    lock["files"] = {}

    def run(environment=None, **changes):
        (tmp_path / "scripts" / "runtime.lock.json").write_text(json.dumps({**lock, **changes}))
        return fetch(tmp_path / "scripts" / "fetch-runtime", environment=environment)

    run.lock, run.target = lock, tmp_path / ".runtime"
    return run


def fetch(script, *arguments, environment=None):
    return subprocess.run(
        [script, *arguments], env={**os.environ, **(environment or {})}, capture_output=True, text=True, timeout=300, check=False
    )


def test_a_second_run_does_nothing_and_asks_no_index():
    ended = fetch(ROOT / "scripts" / "fetch-runtime", environment=OFFLINE)
    assert ended.returncode == 0 and "is complete" in ended.stderr and "ownload" not in ended.stderr


def test_every_file_has_the_sum_of_the_lock():
    lock = json.loads((ROOT / "scripts" / "runtime.lock.json").read_text())
    # The index of packages is the one file that is changed: the wheel's own client is left out of it.
    index = "pyodide/pyodide-lock.json"
    assert "provisa" not in (ROOT / ".runtime" / index).read_text()
    for path, member in lock["files"].items():
        if path == index:
            continue
        assert hashlib.sha256((ROOT / ".runtime" / path).read_bytes()).hexdigest() == member["sha256"], path


def test_the_prepared_plotly_js_is_the_same_script_in_ascii():
    runtime = ROOT / ".runtime"
    plain = (runtime / "plotly/plotly.min.js").read_bytes().decode()
    prepared = (runtime / "prepared/plotly.min.js").read_bytes().decode("ascii")
    strange = {character for character in plain if not character.isascii()}
    assert strange
    for character in strange:
        # Some stand there escaped already.
        plain, prepared = (text.replace(f"\\u{ord(character):04x}", character) for text in (plain, prepared))
    assert prepared == plain


def test_a_snapshot_is_kept_of_the_packages_that_every_sandbox_has():
    index = json.loads((ROOT / ".runtime" / "prepared" / "index.json").read_text())
    assert index["snapshot"]["packages"] == ["packaging", "narwhals", "plotly"]
    assert (ROOT / ".runtime" / "prepared" / index["snapshot"]["file"]).read_bytes()[:4] == SNAPSHOT_MAGIC


def test_a_wheel_with_a_wrong_sum_is_named(copy):
    wheel = {**copy.lock["wheels"][0], "sha256": WRONG}
    ended = copy(wheels=[wheel])
    assert ended.returncode != 0 and not copy.target.exists()
    for word in (wheel["file"], WRONG, copy.lock["wheels"][0]["sha256"], "Nothing was changed"):
        assert word in ended.stderr


def test_a_file_with_a_wrong_sum_is_named(copy):
    member = {"wheel": "narwhals", "member": "narwhals/__init__.py", "bytes": 1, "sha256": WRONG}
    ended = copy(files={"pyodide/pyodide.js": member})
    assert ended.returncode != 0 and not copy.target.exists()
    assert "pyodide.js" in ended.stderr and WRONG in ended.stderr


def test_without_an_index_it_says_what_it_wanted(copy):
    ended = copy(environment=OFFLINE)
    assert ended.returncode != 0 and "narwhals==" in ended.stderr and not copy.target.exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_what_was_there(tmp_path, how):
    target = tmp_path / "runtime"
    target.mkdir()
    (target / "old").write_text("what was there")
    command = [ROOT / "scripts" / "fetch-runtime", "--to", target]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        next(line for line in running.stdout if "Downloading" in line)
        running.send_signal(how)
        assert running.wait(timeout=60) != 0
    assert [path.name for path in target.iterdir()] == ["old"]


def test_help_is_given():
    assert "--to" in fetch(ROOT / "scripts" / "fetch-runtime", "--help").stdout
