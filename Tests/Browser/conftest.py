import pytest
from harness.page import Page, launch, new_context


@pytest.fixture(scope="session")
def chromium(playwright):
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def open_page(chromium):
    """Opens pages, each call in a new tab of the same browser profile; at the end none may have complained."""
    context = new_context(chromium, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
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
