import contextlib
import pathlib
import random
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from harness.model import ScriptedModel  # noqa: E402
from harness.server import Server  # noqa: E402


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="the chaos test with 500 rounds in the place of 50")
    parser.addoption("--seed", type=int, help="the seed of the random tests; a new one each time when absent")


def pytest_terminal_summary(terminalreporter):
    """Writes the lines that tests leave for the end of the session, whichever process they ran in."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, line in getattr(report, "user_properties", []):
                if name == "summary" and report.when == "teardown":
                    terminalreporter.write_line(line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Shows with a failure what the servers logged."""
    report = yield
    if report.failed:
        servers = getattr(item.funcargs.get("make_server"), "servers", [])
        report.sections += [(f"Log of the server at {server.port}", server.errors()) for server in servers]
    return report


@pytest.fixture(scope="session")
def playwright():
    """One for all tests: a second one cannot be had beside it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def seed(request):
    """The seed of a random test, which says it where it fails."""
    given = request.config.getoption("--seed")
    return random.SystemRandom().randrange(1 << 32) if given is None else given


@pytest.fixture
def make_server(tmp_path):
    """Starts servers with settings of one's choosing; all are stopped at the end, and have to end well."""

    def make(**settings):
        server = Server(tmp_path / f"data{len(make.servers)}", **settings)
        make.servers.append(server)
        ends.callback(end, server)
        return server.start()

    def end(server):
        assert not server.stop(), server.errors()

    make.servers = []
    with contextlib.ExitStack() as ends:
        yield make


@pytest.fixture
def server(make_server):
    """A server with the rehearsal at a quick pace."""
    return make_server()


@pytest.fixture
def model():
    """A real HTTP server that speaks the chat API and answers by script."""
    with ScriptedModel() as model:
        yield model
