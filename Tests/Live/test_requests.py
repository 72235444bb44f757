"""ACC1–ACC4, ACC9: which requests are answered, how many of them, and with what headers."""

import http.client
import json
import socket

import pytest
from harness.access import PROMPT, cookie_of, raw, session_of
from harness.headers import check_headers
from harness.server import ROOT, TOKEN
from harness.tab import Tab
from harness.tokens import SECRET, token
from websockets.exceptions import InvalidStatus

# ACC1


@pytest.mark.parametrize(
    "host, answered",
    [
        ("127.0.0.1", True),
        ("localhost:8080", True),
        ("[::1]:8080", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_acc1_a_foreign_name_is_misdirected(server, host, answered):
    for path in ("/healthz", "/", "/page/main.js", "/metrics", "/nowhere"):
        status, headers, text = raw(server, f"GET {path} HTTP/1.1", f"Host: {host}")
        assert (status != 421) == answered, path
        if not answered:
            assert headers["Content-Type"] == "application/problem+json" and headers["Content-Security-Policy"]
            assert not host or (host in text and "SANDGLASS_HOSTS" in text)


def test_acc1_no_host_and_two_hosts_are_none(server):
    assert raw(server, "GET /healthz HTTP/1.0")[0] == 421
    assert raw(server, "GET /healthz HTTP/1.1", "Host: localhost", "Host: localhost")[0] == 421
    assert raw(server, "GET /healthz HTTP/1.1", "Host: localhost", "Host: evil.example")[0] == 421


def test_acc1_a_rebound_name_gets_no_socket_even_with_its_own_origin(server):
    cookie, _ = cookie_of(server)
    upgrade = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13")
    for host in ("evil.example", "127.0.0.1.evil.example"):
        answer = raw(
            server,
            "GET /ws HTTP/1.1",
            f"Host: {host}:{server.port}",
            f"Origin: http://{host}:{server.port}",
            f"Cookie: {cookie}",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            *upgrade,
        )
        assert answer[0] == 421


@pytest.mark.parametrize(
    "request_line",
    ["nonsense", "GET / HTTP/9.9", "OPTIONS * HTTP/1.1", "GET /" + "a" * 100_000],
)
def test_acc1_what_is_no_request_to_this_server_is_answered_so(server, request_line):
    status, headers, _ = raw(server, request_line, "Host: localhost")
    assert status == 400 and headers["X-Content-Type-Options"] == "nosniff" and headers["Content-Security-Policy"]


def test_acc9_a_connection_without_a_request_is_closed(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=120) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        assert silent.recv(1) == b""


def test_acc1_names_of_the_settings_are_answered(make_server):
    server = make_server(hosts="proxy.example, Other.example", origins="https://product.example")
    for host, status in (("proxy.example", 200), ("other.example:99", 200), ("product.example", 200), ("a.example", 421)):
        assert raw(server, "GET /healthz HTTP/1.1", f"Host: {host}")[0] == status, host


# ACC2, ACC3


def test_acc2_sockets_by_cookie_are_for_the_page_of_exactly_this_server(make_server):
    server = make_server(origins="https://product.example")
    cookie, _ = cookie_of(server)
    for origin in (server.origin, "https://product.example"):
        assert Tab(server, token=None, origin=origin, headers={"Cookie": cookie}).welcome["role"] == "owner"
    for origin in (
        None,
        "null",
        server.origin.replace("http", "https"),
        server.origin.upper(),
        server.origin + ".evil.example",
        f"http://localhost:{server.port}",
        f"http://127.0.0.1:{server.port + 1}",
        "https://product.example.evil",
    ):
        with pytest.raises(InvalidStatus) as refused:
            Tab(server, hello=False, token=None, origin=origin, headers={"Cookie": cookie})
        assert refused.value.response.status_code == 426, origin


def test_acc3_another_ports_page_does_nothing_with_the_cookie(server):
    session, _ = session_of(server)
    cookie, _ = cookie_of(server)

    def ask(method, path, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {"text": PROMPT} if method == "POST" else None
        return server.request(path, body, token=None, method=method, headers={"Cookie": cookie, **headers})[0]

    prompts = f"/api/sessions/{session}/prompts"
    assert ask("POST", prompts) == 403
    assert ask("POST", prompts, Origin="http://127.0.0.1:1") == 403
    assert ask("POST", prompts, Origin="null") == 403
    assert ask("POST", prompts, Origin=server.origin, Sec_Fetch_Site="same-site") == 403
    assert ask("DELETE", f"/api/sessions/{session}") == 403
    for site in ("same-site", "cross-site"):
        for path in ("/api/sessions", "/api/about", "/metrics", "/runtime.json", f"/api/sessions/{session}/events", "/"):
            assert ask("GET", path, Sec_Fetch_Site=site) == 403, path
        assert ask("GET", "/api/sessions", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate") == 403
        assert ask("GET", "/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate") == 200
    assert ask("GET", "/api/sessions", Sec_Fetch_Site="same-origin") == 200
    assert server.request(prompts, token=None, method="GET", headers={"Cookie": cookie})[0] in (404, 405)
    assert ask("POST", prompts, Origin=server.origin, Sec_Fetch_Site="same-origin") == 202


def test_acc3_a_visit_by_another_sites_link_is_made_again_as_the_pages_own(server):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    status, _, text = server.request("/?session=1", token=None, headers=headers)
    assert status == 200 and "refresh" in text and "textarea" not in text
    assert server.request("/", token=None, headers={**headers, "Sec-Fetch-Site": "same-origin"})[0] == 401


# ACC4


def test_acc4_every_kind_of_answer_carries_its_security_headers(server):
    check_headers(server)


def test_acc4_embedders_may_hold_the_page_and_its_frames_and_nothing_else(make_server):
    check_headers(make_server(embedders="https://a.example, http://b.example:3000"), "https://a.example http://b.example:3000")


# ACC9


def test_acc9_requests_of_an_address_are_limited(make_server):
    server = make_server(requests_per_second=1)
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def ask():
        link.request("GET", "/healthz")
        answer = link.getresponse()
        return answer, answer.read().decode()

    for _ in range(1_000):
        answer, text = ask()
        if answer.status == 429:
            break
        assert answer.status == 200
    assert answer.status == 429 and int(answer.headers["Retry-After"]) >= 1
    assert "more than 1 requests a second from 127.0.0.1" in json.loads(text)["detail"]
    assert answer.headers["Content-Security-Policy"]


def test_acc9_ten_pages_at_once_are_within_the_limits(server):
    page = [f"/page/{path.name}" for path in (ROOT / "Public/page").glob("*.js")]
    assert {server.request(path)[0] for _ in range(10) for path in page} == {200}


def test_acc9_guesses_are_limited_and_who_is_signed_in_stays(signed):
    cookie, _ = cookie_of(signed)
    statuses = [signed.request("/api/sessions", token=f"guess {number}")[0] for number in range(60)]
    assert statuses[:20] == [401] * 20 and statuses[-1] == 429
    status, headers, text = signed.request("/api/sessions", token=TOKEN)
    assert status == 429 and int(headers["Retry-After"]) >= 1 and "failed sign-ins" in text
    assert signed.request(f"/?token={TOKEN}", token=None)[0] == 429
    assert Tab(signed, hello=False, token="guess").closed()[0] == 4505
    assert signed.request("/", token=None, headers={"Cookie": cookie})[0] == 200
    assert signed.request("/api/sessions", token=token())[0] == 200


def test_acc9_a_subjects_prompts_are_limited_over_all_its_sessions(make_server):
    server = make_server(jwt_secret=SECRET, prompts_per_minute=2)
    tabs = [Tab(server, token=token("alice")) for _ in range(3)]
    assert tabs[0].ask("prompt", text=PROMPT)["ok"] == {"turn": 1}
    path = f"/api/sessions/{tabs[1].session}/prompts"
    assert server.request(path, {"text": PROMPT}, token=token("alice"))[0] == 202
    error = tabs[2].ask("prompt", text=PROMPT)["error"]
    assert error["code"] == "flooding" and error["temporary"] and "2 prompts a minute" in error["message"]
    status, headers, _ = server.request(path, {"text": PROMPT}, token=token("alice"))
    assert status == 429 and headers["Retry-After"]
    assert Tab(server, token=token("bob")).ask("prompt", text=PROMPT)["ok"] == {"turn": 1}
