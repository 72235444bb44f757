"""Every attack of the corpus in Chromium, one after the other in one page, each followed by an honest run."""

import pytest
from harness.snippet import corpus
from verdict import judge


@pytest.mark.parametrize("snippet", corpus(), ids=lambda snippet: snippet.id)
def test_it_comes_to_nothing(ground, snippet):
    judge(ground, snippet)
