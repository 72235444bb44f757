"""That an escape would be seen: the same doors from a page without a policy, where they are open."""

import http.server
import threading

import pytest
from harness.browsers import Chromium
from harness.listener import Listener
from harness.watch import Watch

PAGE = b"<!doctype html><meta charset=utf-8><title>Without a policy</title>"

DOORS = {
    "fetch": "fetch('http://{listener}/leak', {mode: 'no-cors'})",
    "fetch of a name": "fetch('http://example.org/leak', {mode: 'no-cors'})",
    "ipv6": "fetch('http://{listener6}/leak', {mode: 'no-cors'})",
    "websocket": "new Promise((done) => { new WebSocket('ws://{listener2}/leak').onerror = done; })",
    "image": "new Promise((done) => { const image = new Image(); image.onerror = done; image.src = 'http://{listener}/leak'; })",
    "beacon": "navigator.sendBeacon('http://{listener}/leak')",
    "worker": """new Promise((done) => {
      const source = "fetch('http://{listener}/leak').then((answer) => answer.text()).then(postMessage)";
      new Worker(URL.createObjectURL(new Blob([source]))).onmessage = ({ data }) => done(data);
    })""",
    "stun": """new Promise((done) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:{udp}' }] });
      connection.createDataChannel('x');
      connection.onicecandidate = ({ candidate }) => candidate ?? done();
      connection.createOffer().then((offer) => connection.setLocalDescription(offer));
      setTimeout(done, 20_000);
    })""",
}


@pytest.fixture(scope="module")
def page(playwright):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, Listener() as ears, Watch() as watch:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        watch.upstream = server.server_port
        browser = Chromium(playwright, ears)
        browser.open(f"{watch.origin}/")
        yield browser, ears, watch
        browser.close()
        server.shutdown()


@pytest.mark.parametrize("door", DOORS)
def test_the_listener_hears_what_leaves(page, door):
    browser, listener, _ = page
    before = len(listener.met)
    text = DOORS[door]
    for name, value in listener.places.items():
        text = text.replace(name, value)
    browser.evaluate(f"Promise.resolve({text}).then(() => true, () => true)")
    assert listener.heard(lambda: len(listener.met) > before)
    assert ("udp" in [kind for kind, _ in listener.met[before:]]) == (door == "stun")


def test_the_watch_sees_requests_of_the_server(page):
    browser, _, watch = page
    browser.evaluate("fetch('/leak/here').then(() => true)")
    assert watch.leaks() == ["/leak/here"]
