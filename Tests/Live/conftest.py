import pytest
from harness.certificates import certificate  # noqa: F401
from harness.tokens import SECRET


@pytest.fixture
def attached(make_server, model):
    """A server whose model is the scripted one."""
    return make_server(**model.settings)


@pytest.fixture
def signed(make_server):
    """A server that takes signed tokens."""
    return make_server(jwt_secret=SECRET)
