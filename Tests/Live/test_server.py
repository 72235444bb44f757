"""HTTP, restarts and the command line of the real server."""

import json
import re
import signal
import socket
import time
import urllib.parse
import urllib.request

from harness.server import TOKEN, Server, run
from harness.tab import Tab, key

PROMPT = "Draw a heatmap of website visits by weekday and hour"


def test_healthz_and_readyz_are_open_and_the_rest_is_not(server):
    assert server.request("/healthz", token=None)[0] == 200
    assert server.request("/readyz", token=None)[0] == 200
    for path in ("/metrics", "/runtime.json", "/api/about", "/api/sessions/x/events", "/api/sessions/x/figures/1"):
        status, headers, text = server.request(path, token=None)
        assert status == 401 and headers["Content-Type"] == "application/problem+json", path
        assert "Bearer" in json.loads(text)["detail"]
    assert server.request("/api/sessions", token="wrong", method="POST")[0] == 401


def test_the_token_in_the_address_becomes_a_cookie(server):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(Stay)
    try:
        opener.open(server.address)
        raise AssertionError("a redirect was expected")
    except urllib.error.HTTPError as response:
        assert response.code == 303 and response.headers["Location"] == "/"
        cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and TOKEN not in cookie
    page = server.request("/", token=None, headers={"Cookie": cookie.split(";")[0]})
    assert page[0] == 200 and "textarea" in page[2]
    assert server.request("/", token=None)[0] == 401
    assert server.request("/?token=wrong", token=None)[0] == 401


def test_every_response_carries_its_security_headers(server):
    runtime = json.loads(server.request("/runtime.json")[2])
    policies = {
        "/": "default-src 'none'; script-src 'self'",
        "/sandbox/frame.html": "sandbox allow-scripts; default-src 'none'; script-src 'sha256-",
        "/player/frame.html": "sandbox allow-scripts; default-src 'none'; script-src 'nonce-",
        "/player/image.html": "sandbox allow-scripts; default-src 'none'; script-src 'nonce-",
        "/page/main.js": "default-src 'none'",
        "/healthz": "default-src 'none'",
        "/nowhere": "default-src 'none'",
        runtime["base"] + "plotly/plotly.min.js": "default-src 'none'",
    }
    for path, policy in policies.items():
        _, headers, _ = server.request(path)
        assert headers["Content-Security-Policy"].startswith(policy), path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
    for frame in ("/player/frame.html", "/player/image.html"):
        assert len({server.request(frame)[1]["Content-Security-Policy"] for _ in range(3)}) == 3
        assert "Document-Isolation-Policy" not in server.request(frame)[1]
        assert server.request(frame + "?alone")[1]["Document-Isolation-Policy"] == "isolate-and-require-corp"


def test_runtime_addresses_are_immutable_and_nothing_else_is_served(server):
    runtime = json.loads(server.request("/runtime.json")[2])
    assert runtime["files"]["pyodide/pyodide.asm.wasm"]["bytes"] > 1_000_000
    request = urllib.request.Request(server.origin + runtime["base"] + "pyodide/pyodide.asm.wasm")
    with urllib.request.urlopen(request) as response:
        assert response.headers["Content-Type"] == "application/wasm"
        assert "immutable" in response.headers["Cache-Control"]
    for path in ("/../Package.swift", "/%2e%2e/Package.swift", "/page/../../README.md", "/runtime/other/manifest.json"):
        assert server.request(path)[0] in (400, 404), path


def test_the_page_names_at_its_top_what_it_will_ask_for(server):
    """Every address of the page's own files is immutable; the modules named are those that `main.js` leads to."""
    page = server.request("/")[2]
    named = re.findall(r'(?:href|src)="(/[^"]+\.(?:js|css|json))"', page)
    own = [path for path in named if path.startswith("/app/")]
    assert set(named) - set(own) == {"/runtime.json"}
    imported = set()
    for path in own:
        status, headers, text = server.request(path)
        assert status == 200 and "immutable" in headers["Cache-Control"], path
        if path.endswith(".js"):
            imported |= {urllib.parse.urljoin(path, name) for name in re.findall(r'^import [^;"]*"([^"]+)";$', text, re.M)}
    assert {path for path in own if path.endswith(".js")} == imported | {path for path in own if path.endswith("/main.js")}
    sources = next(path for path in own if path.endswith("/sandbox/sources.json"))
    assert "supervisor/pool.js" in json.loads(server.request(sources)[2])
    assert server.request("/app/0000000000000000/page/main.js")[0] == 404


def test_the_indexes_of_the_runtime_come_with_its_list(server):
    runtime = json.loads(server.request("/runtime.json")[2])
    for path, index in runtime["indexes"].items():
        assert json.loads(server.request(runtime["base"] + path)[2]) == index
    assert "snapshot.bin" == runtime["indexes"]["prepared/index.json"]["snapshot"]["file"]


def test_the_api_asks_and_reads(server):
    session = json.loads(server.request("/api/sessions", method="POST", body={})[2])["session"]
    path = f"/api/sessions/{session}"
    status, _, text = server.request(path + "/prompts", body={"text": PROMPT, "id": "one"})
    assert status == 202 and json.loads(text) == {"turn": 1}
    assert server.request(path + "/prompts", body={"text": PROMPT, "id": "one"})[2] == text
    assert server.request(path + "/prompts", body={"text": "more"})[0] == 409
    tab = Tab(server, session=session).ready()
    run = key(tab.event("run.leased"))
    tab.output(run)
    tab.outcome(run)
    tab.event("turn.ended")
    assert server.events(session) == tab.events
    assert json.loads(server.request(path + "/figures/1")[2])["data"][0]["type"] == "bar"
    assert server.request(path + "/figures/2")[0] == 404
    assert tab.events[0]["by"] == "api"


def test_the_api_says_what_is_wrong(server):
    session = json.loads(server.request("/api/sessions", method="POST", body={})[2])["session"]
    path = f"/api/sessions/{session}"
    for body, status, word in (
        (b"{", 400, "JSON"),
        (b"{}", 400, "prompt.text"),
        ({"text": ""}, 400, "empty"),
        ({"text": "x" * 33_000}, 413, "32768"),
        (b"x" * (2 << 20), 413, "1048576"),
    ):
        answer = server.request(path + "/prompts", body=body)
        assert answer[0] == status and word in json.loads(answer[2])["detail"]
    assert server.request("/api/sessions/" + "0" * 32 + "/prompts", body={"text": "x"})[0] == 404
    assert server.request(path + "/events?after=-1")[0] == 400


def test_events_stream_as_they_happen(server):
    tab = Tab(server).ready()
    request = urllib.request.Request(
        f"{server.origin}/api/sessions/{tab.session}/events?after=0",
        headers={"Accept": "text/event-stream", "Authorization": f"Bearer {TOKEN}"},
    )
    with urllib.request.urlopen(request, timeout=30) as stream:
        tab.ask("prompt", text=PROMPT)
        run = key(tab.event("run.leased"))
        tab.output(run)
        tab.outcome(run)
        tab.event("turn.ended")
        events = []
        for line in stream:
            if line.startswith(b"data: "):
                events.append(json.loads(line[6:]))
                if events[-1]["kind"] == "turn.ended":
                    break
    assert events == tab.events


def test_a_reader_of_the_stream_that_hangs_up_is_noticed(server):
    tab = Tab(server)
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.sendall(
        f"GET /api/sessions/{tab.session}/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
        f"Authorization: Bearer {TOKEN}\r\n\r\n".encode()
    )
    assert b"200 OK" in connection.recv(4096)
    tab.close()
    # A quiet stream says every ten seconds that it is alive; who hung up is found out by that.
    assert b":" in connection.recv(4096)
    connection.close()
    deadline = time.monotonic() + 60
    while half_closed(server.port):
        assert time.monotonic() < deadline, "the connection is still there"
        time.sleep(0.2)


def half_closed(port):
    """Whether a connection to that port waits for the server to close its side (proc(5), /proc/net/tcp)."""
    rows = [line.split() for line in open("/proc/net/tcp").read().splitlines()[1:]]
    return any(local.endswith(f":{port:04X}") and state == "08" for _, local, _, state, *_ in rows)


def test_sigterm_sends_tabs_away_and_ends_in_order(server):
    tab = Tab(server)
    server.process.send_signal(signal.SIGTERM)
    assert tab.closed()[0] == 4000
    assert server.stop() == 0


def test_trn7_a_cut_answer_starts_again_after_a_kill(make_server, model):
    import threading

    from harness.model import BAR, says

    held = threading.Event()
    server = make_server(**model.settings)
    model.will(says("I begin", held), BAR)
    tab = Tab(server).ready()
    tab.ask("prompt", text="plot")
    tab.event("text")
    server.kill()
    server.start()
    after = {"epoch": tab.welcome["epoch"], "seq": tab.events[-1]["seq"]}
    back = Tab(server, session=tab.session, after=after).ready()
    assert back.welcome["mode"] == "tail"
    assert back.event("attempt.started")["reason"] == "restart"
    run = key(back.event("run.leased"))
    assert run["attempt"] == 2
    back.output(run)
    back.outcome(run)
    assert back.event("turn.ended")["outcome"] == "plotted"
    assert server.events(tab.session) == tab.events + back.events


def test_trn7_a_leased_run_goes_on_in_its_tab_after_a_kill(server):
    tab = Tab(server, tab={"key": "a-secret-key-of-a-tab"}).ready()
    tab.ask("prompt", text=PROMPT)
    run = key(tab.event("run.leased"))
    server.kill()
    server.start()
    after = {"epoch": tab.welcome["epoch"], "seq": tab.events[-1]["seq"]}
    back = Tab(server, session=tab.session, after=after, run=run, tab={"key": "a-secret-key-of-a-tab"})
    assert back.output(run)["ok"] == {}
    assert back.outcome(run)["ok"] == {}
    assert back.event("turn.ended")["outcome"] == "plotted"


def test_the_command_line_explains_itself(tmp_path):
    assert "SANDGLASS_MODEL_API" in run("serve", "--help").stdout
    data = ("--data", str(tmp_path))
    for settings, word in (
        ({"MODEL_API": "telepathy"}, "openai-chat"),
        ({"MODEL_API": "openai-chat"}, "SANDGLASS_MODEL is not set"),
        ({"PORT": "70000"}, "65535"),
        ({"MAX_ATTEMPTS": "0"}, "1 to 20"),
        ({"LOG_LEVEL": "loud"}, "warning"),
        ({"TOKEN": "short"}, "8 bytes"),
    ):
        ended = run("serve", *data, **settings)
        assert ended.returncode != 0 and word in ended.stderr, settings


def test_a_port_in_use_is_said_so(server, tmp_path):
    ended = run("serve", "--port", str(server.port), "--data", str(tmp_path / "other"))
    assert ended.returncode != 0 and "--port" in ended.stderr


def test_a_token_is_made_once_and_kept(tmp_path):
    server = Server(tmp_path / "kept", token="")
    del server.environment["SANDGLASS_TOKEN"]
    addresses = []
    for _ in range(2):
        server.start()
        addresses.append(server.lines[-1].split("token=")[1].strip())
        server.stop()
    assert addresses[0] == addresses[1] and len(addresses[0]) == 32
    assert (tmp_path / "kept" / "token").stat().st_mode & 0o777 == 0o600
