import re

import pytest
from harness.model import ScriptedModel
from harness.page import Page, launch, new_context
from harness.server import Server

VIEWPORT = {"width": 1280, "height": 900}
# What starting Python begins with.
PYTHON = re.compile(r"/(sandbox/sources|runtime)\.json$")


def pytest_configure(config):
    config.addinivalue_line("markers", "without_python: the test's pages never start Python, which is most of a page's work")


@pytest.fixture(scope="session")
def chromium(playwright):
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def open_page(request, chromium):
    """Opens pages, each call in a new tab of the same browser profile; at the end none may have complained."""
    context = new_context(chromium, viewport=VIEWPORT)
    context.set_default_timeout(120_000)
    if request.node.get_closest_marker("without_python"):
        context.route(PYTHON, lambda route: route.abort())
    pages = []

    def open_page(server, session=None):
        page = Page(context.new_page(), server)
        pages.append(page)
        return page.open(session)

    yield open_page
    complaints = [complaint for page in pages for complaint in page.complaints]
    context.close()
    assert complaints == []


@pytest.fixture
def attached(make_server, model):
    """A server whose model is the scripted one."""
    return make_server(**model.settings)


@pytest.fixture(scope="module")
def scripted():
    """The model of `page`."""
    with ScriptedModel() as model:
        yield model


@pytest.fixture(scope="module")
def standing(chromium, scripted, tmp_path_factory):
    """Ready pages that a module's tests share, each with a server of its own: with the rehearsal or the scripted model."""
    settings = {"rehearsal": {}, "scripted": scripted.settings}
    pages = {}
    context = new_context(chromium, viewport=VIEWPORT)
    context.set_default_timeout(120_000)

    def standing(kind):
        """The page, in a session in which nothing was asked."""
        if kind not in pages:
            server = Server(tmp_path_factory.mktemp(kind) / "data", exec_seconds=300, sessions_per_minute=1_000, **settings[kind]).start()
            pages[kind] = Page(context.new_page(), server).open()
        page = pages[kind]
        page.page.set_viewport_size(VIEWPORT)
        page.page.emulate_media(color_scheme="light")
        return page.fresh()

    yield standing
    context.close()
    for page in pages.values():
        page.server.stop()


def lent(page):
    page.complaints.clear()
    yield page
    assert page.complaints == []


@pytest.fixture
def rehearsed(standing):
    """A ready page with the rehearsal."""
    yield from lent(standing("rehearsal"))


@pytest.fixture
def page(standing, scripted):
    """A ready page with the scripted model, which has forgotten everything."""
    scripted.forget()
    yield from lent(standing("scripted"))
