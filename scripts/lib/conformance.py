"""Reads a report of Autobahn|Testsuite: prints how many cases ended how, and fails on any that is not as it should be."""

import collections
import json
import pathlib
import sys

GOOD = ("OK", "INFORMATIONAL")
# The suite's side ends the connection itself where the case is to break the protocol.
GOOD_CLOSE = (*GOOD, "FAILED BY CLIENT")


def main(folder):
    report = pathlib.Path(folder)
    try:
        agents = json.loads((report / "index.json").read_text())
    except FileNotFoundError:
        print("The suite left no report:", (report / "log").read_text()[-2000:], sep="\n", file=sys.stderr)
        return 1
    cases = {case: result for agent in agents.values() for case, result in agent.items()}
    counts = collections.Counter(result["behavior"] for result in cases.values())
    bad = {
        case: (result["behavior"], result["behaviorClose"])
        for case, result in cases.items()
        if result["behavior"] not in GOOD or result["behaviorClose"] not in GOOD_CLOSE
    }
    print(f"   {len(cases)} cases:", ", ".join(f"{count} {behavior}" for behavior, count in counts.most_common()))
    for case, (behavior, close) in bad.items():
        print(f"   {case}: {behavior}, its close {close}", file=sys.stderr)
    return 1 if bad or not cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
