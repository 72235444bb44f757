"""What is measured, and what it is measured against: `scripts/bench`, or a row alone once that has made what it needs.

The tests' harness and the runtime's lock file serve here, too.
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "Tests"), str(ROOT / "scripts")]
