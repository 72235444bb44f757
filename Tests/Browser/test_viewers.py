"""ACC6, ACC8: the page of somebody who watches; ACC2 to ACC4: pages of other origins, in a real Chromium."""

import functools
import http.server
import threading

import pytest
from harness.page import Page, new_context
from harness.tab import Tab, asked, key
from harness.tokens import SECRET, token

PROMPT = "Draw a heatmap of website visits by weekday and hour"


@pytest.fixture
def signed(make_server):
    return make_server(jwt_secret=SECRET)


@pytest.fixture
def profile(chromium):
    """A browser profile of its own, with its own cookies."""
    context = new_context(chromium, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    yield context
    context.close()


def watch(profile, server, session, **claims):
    page = Page(profile.new_page(), server)
    given = token("viewer", [session], role="viewer", jti="viewer's", **claims)
    page.page.goto(f"{server.origin}/?token={given}&session={session}")
    page.wait("html[data-link=open]")
    return page


def test_acc6_a_viewers_page_shows_everything_and_offers_nothing(signed, profile):
    tab = asked(signed, PROMPT)
    run = key(tab.event("run.leased"))
    tab.output(run)
    tab.outcome(run)
    tab.event("turn.ended")
    page = watch(profile, signed, tab.session)
    assert page.page.get_attribute("html", "data-role") == "viewer"
    assert "token" not in page.page.url and "You are watching" in page.text("#watching")
    page.ended().drawn()
    page.wait("pre.code")
    for selector in ("#ask", "#new-session", ".sandbox-state", "#boot"):
        assert not page.page.locator(selector).first.is_visible(), selector
    assert page.page.get_by_role("button", name="Edit & run").count() == 0
    # What comes is seen as it comes; the page's key for Stop stops nothing.
    tab.ask("prompt", text=PROMPT)
    page.wait("article.turn[data-turn='2']")
    page.page.keyboard.press("Escape")
    run = key(tab.event("run.leased", turn=2))
    tab.output(run)
    tab.outcome(run)
    page.ended(2)
    assert page.page.locator("#sandbox iframe").count() == 0
    viewers = [other for other in tab.presence if other.get("role") == "viewer"]
    assert len(viewers) == 1 and viewers[0]["sandbox"] == "booting"
    assert page.complaints == []


def test_acc8_a_revoked_page_says_how_to_go_on(signed, profile):
    tab = Tab(signed)
    page = watch(profile, signed, tab.session)
    signed.request("/api/revocations", {"jti": "viewer's"})
    page.wait("html[data-link=stopped]")
    banner = page.text("#banner")
    assert "revoked" in banner and "Open the session again" in banner


@pytest.fixture
def elsewhere(tmp_path):
    """Serves pages from another port: write(name, html) returns its path; `port` is where."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=tmp_path))
    threading.Thread(target=site.serve_forever, daemon=True).start()

    class Elsewhere:
        port = site.server_port

        def write(self, name, html):
            (tmp_path / name).write_text(html)
            return f"/{name}"

    yield Elsewhere()
    site.shutdown()
    site.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_acc2_acc3_a_page_of_another_origin_reaches_nothing_with_the_cookie(server, profile, elsewhere, host):
    """127.0.0.1 at another port is the same site and gets the cookie; localhost is another site."""
    session = Tab(server).session
    page = Page(profile.new_page(), server).open(session)
    path = elsewhere.write("evil.html", "<!doctype html><title>elsewhere</title><iframe name=frame></iframe>")
    other = profile.new_page()
    other.goto(f"http://{host}:{elsewhere.port}{path}")
    tried = other.evaluate(
        """async ([origin, session]) => {
            const here = `${origin}/api/sessions/${session}`;
            const socket = new WebSocket(origin.replace("http", "ws") + "/ws", "sandglass.v1");
            const opened = new Promise((done) => {
                socket.onopen = () => done("open");
                socket.onerror = () => done("refused");
            });
            const ask = (address, options) => fetch(address, { credentials: "include", ...options })
                .then((response) => response.type, () => "failed");
            const body = JSON.stringify({ text: "forged" });
            const form = document.createElement("form");
            Object.assign(form, { method: "post", action: `${here}/prompts`, enctype: "text/plain", target: "frame" });
            const field = document.createElement("input");
            Object.assign(field, { name: '{"text":"forged","x":"', value: '"}' });
            form.append(field);
            document.body.append(form);
            const submitted = new Promise((done) => (document.querySelector("iframe").onload = done));
            form.submit();
            await submitted;
            return [
                await opened,
                await ask(`${here}/events`),
                await ask(`${here}/prompts`, { method: "POST", body }),
                await ask(`${here}/prompts`, { method: "POST", body, mode: "no-cors" }),
                await ask(here, { method: "DELETE" }),
            ];
        }""",
        [server.origin, session],
    )
    assert tried == ["refused", "failed", "failed", "failed", "failed"]
    assert server.events(session) == [] and server.request(f"/api/sessions/{session}")[0] == 200
    assert page.page.get_attribute("html", "data-link") == "open"


def test_acc3_a_link_from_another_site_leads_in(server, profile, elsewhere):
    session = Tab(server).session
    Page(profile.new_page(), server).open(session)
    path = elsewhere.write("link.html", f"<!doctype html><a href='{server.origin}/?session={session}'>open</a>")
    other = Page(profile.new_page(), server)
    other.page.goto(f"http://localhost:{elsewhere.port}{path}")
    other.page.click("a")
    other.wait("html[data-link=open]")
    assert other.session == session


def test_acc3_a_link_with_a_token_leads_in_from_another_site(signed, profile, elsewhere):
    session = Tab(signed).session
    address = f"{signed.origin}/?token={token(sessions=[session])}"
    path = elsewhere.write("link.html", f"<!doctype html><a href='{address}'>open</a>")
    page = Page(profile.new_page(), signed)
    page.page.goto(f"http://localhost:{elsewhere.port}{path}")
    page.page.click("a")
    page.wait("html[data-link=open]")
    assert page.session == session and page.page.get_attribute("html", "data-role") == "owner"


def test_acc4_an_embedder_holds_the_page_and_others_do_not(make_server, profile, elsewhere):
    embedding = make_server(embedders=f"http://127.0.0.1:{elsewhere.port}")
    closed = make_server()
    for server, is_held in ((embedding, True), (closed, False)):
        Page(profile.new_page(), server).open()
        path = elsewhere.write("holder.html", f"<!doctype html><iframe src='{server.origin}/'></iframe>")
        holder = profile.new_page()
        holder.goto(f"http://127.0.0.1:{elsewhere.port}{path}")
        frame = holder.wait_for_selector("iframe").content_frame()
        if is_held:
            # Its own frames, the sandbox among them, are held with it.
            frame.wait_for_selector("html[data-sandbox=ready]", state="attached")
        else:
            frame.wait_for_load_state()
            assert frame.url.startswith("chrome-error://")
