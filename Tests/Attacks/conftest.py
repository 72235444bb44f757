import pytest
from harness.browsers import Chromium
from harness.ground import Ground
from harness.listener import Listener
from harness.model import ScriptedModel
from harness.watch import Watch

@pytest.fixture(scope="session")
def listener():
    with Listener() as listener:
        yield listener


@pytest.fixture(scope="module")
def ground(playwright, listener, tmp_path_factory):
    """The page in Chromium; one for a whole module, since the point is that nothing that happened there remains."""
    browser = Chromium(playwright, listener)
    with Watch() as watch, ScriptedModel() as model:
        # Half the default's memory is filled in half the time.
        ground = Ground(tmp_path_factory.mktemp("attacks") / "data", listener, watch, model, browser, memory_mb=512).open()
        yield ground
        browser.close()
        ground.close()
