"""Makes the runner importable: it is served to browsers from Public/sandbox/python."""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SANDBOX = ROOT / "Public" / "sandbox"
sys.path.insert(0, str(SANDBOX / "python"))

from runner import displays, figures  # noqa: E402
from runner.bounds import limits  # noqa: E402

BOUNDS = json.loads((SANDBOX / "bounds.json").read_text())


def recorded(**changed):
    """Starts the displays anew; returns the list that their outputs go to."""
    outputs = []
    limits.clear()
    limits.update(BOUNDS, **changed)
    displays._sent.update(outputs=0, bytes=0)
    figures._shown.clear()
    displays.start(lambda text: outputs.append(json.loads(text)))
    return outputs
