import pytest


@pytest.fixture
def attached(make_server, model):
    """A server whose model is the scripted one."""
    return make_server(**model.settings)
