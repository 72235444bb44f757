"""A stranger's page in the same browser: another port of the same host, which gets the cookies, and another site."""

import http.server
import json
import threading

import pytest
from harness.page import launch, new_context
from harness.server import TOKEN, Server
from harness.tab import Tab

STRANGER = b"<!doctype html><meta charset=utf-8><title>A stranger's page</title>"
# Milliseconds after which nobody answers any more; an honest frame does in a few.
SILENCE = 1_500

HELPERS = f"""
  window.tried = (promise) => Promise.resolve(promise).then((value) => 'GOT ' + value, (error) => 'refused');
  window.silent = (port) => new Promise((done) => {{
    port.onmessage = ({{ data }}) => done('GOT ' + JSON.stringify(data));
    setTimeout(() => done('silence'), {SILENCE});
  }});
  window.framed = (address) => new Promise((done) => {{
    const frame = document.createElement('iframe');
    frame.setAttribute('allow', 'cross-origin-isolated *');
    frame.onload = () => done(frame);
    frame.src = address;
    document.body.append(frame);
  }});
"""


@pytest.fixture(scope="module")
def stranger():
    """The port of a server whose every page is empty and has no policy."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(STRANGER)))
            self.end_headers()
            self.wfile.write(STRANGER)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="module")
def visited(playwright, tmp_path_factory):
    """A server, a browser that is signed in to it, and a session with a turn."""

    server = Server(tmp_path_factory.mktemp("cross-site") / "data").start()
    browser = launch(playwright)
    context = new_context(browser)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(server.address)
    page.wait_for_selector("html[data-link=open]", state="attached")
    tab = Tab(server, session=page.get_attribute("html", "data-session")).ready()
    yield server, context, page, tab
    tab.close()
    context.close()
    browser.close()
    server.stop()


@pytest.fixture(params=["127.0.0.1", "localhost"], ids=["another-port", "another-site"])
def foreign(request, visited, stranger):
    """The stranger's page, opened by the person who is signed in."""
    _, context, _, _ = visited
    page = context.new_page()
    page.goto(f"http://{request.param}:{stranger}/")
    page.evaluate(HELPERS)
    yield page
    page.close()


@pytest.fixture
def unchanged(visited):
    """Afterwards there is as much in the server as before."""
    server, _, _, tab = visited

    def look():
        return [server.request("/api/sessions")[2], server.events(tab.session)]

    before = look()
    yield
    assert look() == before


def test_no_socket(visited, foreign, unchanged):
    server, _, _, tab = visited
    address = server.origin.replace("http", "ws") + "/ws"
    said = foreign.evaluate(
        """([address, session]) => new Promise((done) => {
          const socket = new WebSocket(address, 'sandglass.v1');
          socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', v: 1, session, tab: { name: 'x', visible: true } }));
          socket.onmessage = ({ data }) => done('GOT ' + data);
          socket.onerror = () => done('refused');
          socket.onclose = ({ code }) => done('refused ' + code);
        })""",
        [address, tab.session],
    )
    assert said.startswith("refused")


@pytest.mark.parametrize("path", ["/api/sessions", "/api/about", "/metrics", "/", "/api/sessions/{session}/events?after=0"])
def test_nothing_is_read(visited, foreign, path, unchanged):
    server, _, _, tab = visited
    address = server.origin + path.format(session=tab.session)
    for how in ({}, {"credentials": "include"}, {"credentials": "include", "headers": {"Authorization": f"Bearer {TOKEN}"}}):
        assert foreign.evaluate("([address, how]) => tried(fetch(address, how).then((answer) => answer.text()))", [address, how]) == "refused"
    opaque = foreign.evaluate(
        "(address) => fetch(address, { mode: 'no-cors', credentials: 'include' }).then((answer) => answer.text(), () => '')", address
    )
    assert opaque == ""


@pytest.mark.parametrize("path", ["/api/sessions", "/api/sessions/{session}/prompts"])
@pytest.mark.parametrize("type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"])
def test_nothing_is_written(visited, foreign, path, type, unchanged):
    server, _, _, tab = visited
    how = {"method": "POST", "credentials": "include", "body": json.dumps({"text": "forged"}), "headers": {"Content-Type": type}}
    for mode in ("cors", "no-cors"):
        foreign.evaluate(
            "([address, how]) => fetch(address, how).then(() => {}, () => {})",
            [server.origin + path.format(session=tab.session), how | {"mode": mode}],
        )


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH"])
def test_nothing_is_deleted(visited, foreign, method, unchanged):
    server, _, _, tab = visited
    how = {"method": method, "credentials": "include", "body": '{"name":"forged"}'}
    address = f"{server.origin}/api/sessions/{tab.session}"
    assert foreign.evaluate("([address, how]) => tried(fetch(address, how))", [address, how]) == "refused"


@pytest.mark.parametrize("path", ["/api/sessions", "/api/sessions/{session}/prompts"])
def test_no_form(visited, foreign, path, unchanged):
    server, _, _, tab = visited
    foreign.evaluate(
        """(action) => new Promise((done) => {
          document.body.innerHTML = '<iframe name="target"></iframe><form method="post" target="target" enctype="text/plain">' +
            '<input name=\\'{"text":"forged","x":"\\' value=\\'"}\\'></form>';
          const form = document.querySelector('form');
          form.action = action;
          document.querySelector('iframe').onload = done;
          form.submit();
          setTimeout(done, 2_000);
        })""",
        server.origin + path.format(session=tab.session),
    )


@pytest.mark.parametrize("path", ["/", "/?token=" + TOKEN, "/sandbox/frame.html", "/player/frame.html", "/player/image.html"])
def test_no_frame(visited, foreign, path, unchanged):
    """The frame holds the browser's own page about a refusal, and whatever is posted to it stays without an answer."""
    server, _, _, _ = visited
    said = foreign.evaluate(
        """async (address) => {
          const frame = await framed(address);
          const answers = [];
          for (const message of [null, { supervisor: "postMessage('x')" }]) {
            const [one, two] = [new MessageChannel(), new MessageChannel()];
            frame.contentWindow.postMessage(message, '*', message ? [one.port2, two.port2] : [one.port2]);
            answers.push(silent(one.port1), silent(two.port1));
          }
          return Promise.all(answers);
        }""",
        server.origin + path,
    )
    assert set(said) == {"silence"}


@pytest.mark.parametrize("path", ["/player/frame.html", "/player/image.html"])
def test_the_frames_do_answer_their_own_page(visited, path):
    """What the silence above is held against."""
    _, _, page, _ = visited
    page.evaluate(HELPERS)
    said = page.evaluate(
        """async (path) => {
          const frame = await framed(path);
          const { port1, port2 } = new MessageChannel();
          frame.contentWindow.postMessage(null, '*', [port2]);
          const answer = await silent(port1);
          frame.remove();
          return answer;
        }""",
        path,
    )
    assert said == 'GOT {"type":"ready"}'


def test_no_opened_window_is_reached(visited, foreign, unchanged):
    """A window that the stranger opens is cut off from it, or hears messages to itself and all its frames without effect."""
    server, context, _, _ = visited
    with context.expect_page() as opened:
        foreign.evaluate("(address) => { window.other = window.open(address); }", server.address)
    page = opened.value
    # The stranger knows the token, so the window signs in, from another site by way of a page that goes on by itself.
    page.wait_for_selector("html[data-sandbox=ready]", state="attached")
    seen = page.content().count("forged")
    count = foreign.evaluate(
        """() => {
          const windows = [other];
          try { for (let at = 0; at < other.length; at++) windows.push(other[at]); } catch { }
          for (const one of windows) {
            for (const message of [null, { supervisor: "while(true){}" }, { kind: 'run', run: 1, code: 'print("forged")' }, { type: 'draw', figure: {} }]) {
              const [first, second] = [new MessageChannel(), new MessageChannel()];
              one.postMessage(message, '*', [first.port2, second.port2]);
              one.postMessage(message, '*', []);
            }
          }
          return windows.length;
        }"""
    )
    assert count == 1, "the frames of a window of another origin are in reach"
    assert page.content().count("forged") == seen
    assert foreign.evaluate("other.closed")
    assert page.get_attribute("html", "data-sandbox") == "ready"
    page.close()


@pytest.mark.parametrize("tag", ["script", "img", "link", "video", "object"])
@pytest.mark.parametrize("path", ["/api/sessions", "/api/about", "/api/sessions/{session}/events?after=0", "/page/main.js", "/favicon.svg"])
def test_nothing_is_included(visited, foreign, tag, path):
    server, _, _, tab = visited
    assert "loaded" != foreign.evaluate(
        """([tag, address]) => new Promise((done) => {
          const one = document.createElement(tag);
          one.onload = one.onloadeddata = () => done('loaded');
          one.onerror = () => done('refused');
          if (tag === 'link') Object.assign(one, { rel: 'stylesheet', href: address });
          else one[tag === 'object' ? 'data' : 'src'] = address;
          document.body.append(one);
        })""",
        [tag, server.origin + path.format(session=tab.session)],
    )
