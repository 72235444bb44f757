import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from harness.model import ScriptedModel  # noqa: E402
from harness.server import Server  # noqa: E402


@pytest.fixture
def make_server(tmp_path):
    """Starts servers with settings of one's choosing; all are stopped at the end."""
    servers = []

    def make(**settings):
        server = Server(tmp_path / f"data{len(servers)}", **settings)
        servers.append(server)
        return server.start()

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def server(make_server):
    """A server with the rehearsal at a quick pace."""
    return make_server()


@pytest.fixture
def model():
    """A real HTTP server that speaks the chat API and answers by script."""
    with ScriptedModel() as model:
        yield model
