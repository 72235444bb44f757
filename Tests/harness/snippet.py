"""An attack in a file: what is expected of it, in comment lines at the top, and its code."""

import pathlib
import re
from dataclasses import dataclass, field

OUTCOMES = ("ok", "error", "timeout", "interrupted", "crashed")
THEN = "# --- then ---\n"
HEADER = re.compile(r"# ([a-z]+):(?: (.*))?\n")
CORPUS = pathlib.Path(__file__).resolve().parents[1] / "Attacks"
FAMILIES = (
    "network", "storage", "javascript", "forging", "poisoning", "hanging", "memory", "crashing", "injection",
    "prompting", "flooding",
)  # fmt: skip


class BadSnippet(Exception):
    pass


@dataclass
class Snippet:
    """
    `outcome: A|B` is the only line that must be there. `error: REGEX` is searched in `ename: evalue`; `prints: TEXT`
    (any number of times) is in what the run printed and `never: TEXT` in nothing that came of it;
    `figure: drawn|settled|stopped|none` (settled: drawn, or the page says why not; stopped: it took too long);
    `image: settled` is the same of an SVG; `outputs: N` is the most outputs in the log; `stop: 1` presses Stop once the
    run printed "started"; `blocked: NAME` is named by a `run.blocked` event; `with: NAME` puts shared/NAME.py in front. What follows the line
    `# --- then ---` is the next run's code, which prints "clean" and nothing else.
    """

    id: str
    code: str
    outcomes: tuple
    then: str | None = None
    error: str | None = None
    prints: list = field(default_factory=list)
    never: list = field(default_factory=list)
    figure: str | None = None
    image: str | None = None
    outputs: int | None = None
    stop: bool = False
    blocked: list = field(default_factory=list)


def corpus():
    """Every attack there is."""
    return [read(path) for family in FAMILIES for path in sorted((CORPUS / family).glob("*.py"))]


def read(path):
    return parse(f"{path.parent.name}/{path.stem}", path.read_text())


def parse(id, text):
    fields, rest = {"prints": [], "never": [], "blocked": []}, text
    shared = ""
    while match := HEADER.match(rest):
        key, value = match[1], (match[2] or "").strip()
        rest = rest[match.end() :]
        if not value:
            raise BadSnippet(f"{id}: {key} has no value")
        if key in ("prints", "never", "blocked"):
            fields[key].append(value)
        elif key == "with":
            shared += (CORPUS / "shared" / f"{value}.py").read_text()
        elif key in fields:
            raise BadSnippet(f"{id}: {key} is there twice")
        elif key == "outcome":
            fields["outcome"] = tuple(value.split("|"))
        elif key == "error":
            fields["error"] = re.compile(value).pattern
        elif key == "figure" and value in ("drawn", "settled", "stopped", "none"):
            fields["figure"] = value
        elif key == "image" and value == "settled":
            fields["image"] = value
        elif key == "outputs" and value.isdecimal():
            fields["outputs"] = int(value)
        elif key == "stop" and value == "1":
            fields["stop"] = True
        else:
            raise BadSnippet(f"{id}: {key}: {value} is not known")
    outcomes = fields.pop("outcome", ())
    if not outcomes or not set(outcomes) <= set(OUTCOMES):
        raise BadSnippet(f"{id}: outcome must be one or more of {', '.join(OUTCOMES)}, with | between them")
    code, separator, then = rest.partition(THEN)
    if not code.strip():
        raise BadSnippet(f"{id}: there is no code")
    evidence = fields["prints"] or fields.keys() & {"error", "figure", "image", "stop"} or "ok" not in outcomes
    if not evidence:
        raise BadSnippet(f"{id}: nothing shows that it was tried: say what it prints, its error or its figure")
    fields["never"].append("ESCAPED")
    return Snippet(id, shared + code, outcomes, then if separator else None, **fields)


def placed(text, places):
    """The text with the addresses in their places."""
    for name, value in places.items():
        text = text.replace(name, value)
    return text
