"""The corpus in Firefox: a choice of all families, and with --long everything but what is long to draw."""

import pytest
from harness.browsers import Firefox
from harness.ground import Ground, is_honest
from harness.model import ScriptedModel
from harness.snippet import CORPUS, corpus, read
from harness.watch import Watch
from verdict import judge

CHOSEN = """
network/fetch network/xhr network/websocket network/import_scripts network/nested_blob_worker
storage/cookies storage/databases storage/origin
javascript/function_constructor javascript/message_port_prototype javascript/steal_the_port
forging/global_channel forging/output_after_the_end
poisoning/builtins poisoning/js_prototypes
hanging/except_all hanging/sleep memory/bytearray crashing/abort
injection/script_in_text injection/links prompting/closing_the_delimiter flooding/stdout
""".split()


@pytest.fixture(scope="module")
def firefox(listener, tmp_path_factory):
    folder = tmp_path_factory.mktemp("firefox")
    (folder / "profile").mkdir()
    browser = Firefox(folder / "profile")
    with Watch() as watch, ScriptedModel() as model:
        ground = Ground(folder / "data", listener, watch, model, browser).open()
        yield ground
        browser.close()
        ground.close()


def needs_a_process(snippet):
    """Long to draw: here the page's own process draws it, and stands still (docs/threat-model.md, "Not promised")."""
    return snippet.image is not None or snippet.figure == "stopped"


def pytest_generate_tests(metafunc):
    if "snippet" in metafunc.fixturenames:
        is_long = metafunc.config.getoption("--long")
        snippets = [one for one in corpus() if not needs_a_process(one)] if is_long else [read(CORPUS / f"{name}.py") for name in CHOSEN]
        metafunc.parametrize("snippet", snippets, ids=lambda snippet: snippet.id)


def test_it_comes_to_nothing(firefox, snippet):
    judge(firefox, snippet)


def test_stop_ends_the_worker_where_memory_cannot_be_shared(firefox):
    """There is no Document-Isolation-Policy here, so nothing interrupts: the run ends all the same."""
    run, probe, *_ = firefox.attack(read(CORPUS / "hanging" / "while_true.py"))
    assert run.outcome == "interrupted" and is_honest(probe)
