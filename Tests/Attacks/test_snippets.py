"""The corpus itself: what a header may say, and that there is enough of it."""

import pytest
from harness.snippet import FAMILIES, BadSnippet, corpus, parse


def test_every_family_is_there():
    families = [snippet.id.split("/")[0] for snippet in corpus()]
    assert set(families) == set(FAMILIES)
    assert len(families) >= 130


def test_a_header_and_two_programs():
    snippet = parse("x/y", "# outcome: ok|error\n# error: ^A\n# prints: b\n# never: c\n# stop: 1\n# A story.\n1\n# --- then ---\n2\n")
    assert (snippet.outcomes, snippet.error, snippet.prints, snippet.stop) == (("ok", "error"), "^A", ["b"], True)
    assert (snippet.code, snippet.then, snippet.never) == ("# A story.\n1\n", "2\n", ["c", "ESCAPED"])


@pytest.mark.parametrize(
    "text",
    [
        "1\n",
        "# outcome: fine\n# prints: x\n1\n",
        "# outcome: ok\n1\n",
        "# outcome: ok\n# prints: x\n",
        "# outcome: ok\n# prints: x\n# colour: red\n1\n",
        "# outcome: ok\n# prints: x\n# stop: 2\n1\n",
        "# outcome: ok\n# prints: x\n# figure: maybe\n1\n",
        "# outcome: ok\n# outcome: ok\n# prints: x\n1\n",
        "# outcome: error\n# error: a\n# error: b\n1\n",
        "# outcome: ok\n# prints:\n1\n",
    ],
)
def test_a_header_that_says_something_else_is_an_error(text):
    with pytest.raises(BadSnippet):
        parse("x/y", text)
