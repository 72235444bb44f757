"""The product's page with nothing of it started but the sandbox, which is measured by itself (sandbox-clock.js)."""

import contextlib
import pathlib

from .stage import nobody

CLOCK = (pathlib.Path(__file__).parent / "sandbox-clock.js").read_text()


@contextlib.contextmanager
def sandbox_page(browser, server):
    context = nobody(browser)
    context.route("**/page/main.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(server.address)
    main = page.get_attribute("script[type=module]", "src")
    page.evaluate(CLOCK, main.replace("main.js", "sandbox/sandbox.js"))
    try:
        yield page
    finally:
        context.close()
