"""The headers of every kind of answer (ACC4)."""

import http.client
import json

from .access import cookie_of, session_of
from .server import ANY_CERTIFICATE, TOKEN


def routes(server):
    """Every kind of answer: (what, the request's method, path and headers)."""
    runtime = json.loads(server.request("/runtime.json")[2])["base"]
    session, _ = session_of(server, asked=True)
    here = f"/api/sessions/{session}"
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    return session, [
        (200, "GET", "/", bearer),
        (401, "GET", "/", {}),
        (401, "GET", "/?token=wrong", {}),
        (303, "GET", f"/?token={TOKEN}", {}),
        (200, "GET", "/sandbox/frame.html", {}),
        (200, "GET", "/player/frame.html", {}),
        (200, "GET", "/player/image.html", {}),
        (200, "GET", "/page/main.js", {}),
        (200, "HEAD", "/page/main.js", {}),
        (206, "GET", "/page/main.js", {"Range": "bytes=0-9"}),
        (200, "GET", "/favicon.svg", {}),
        (200, "GET", runtime + "plotly/plotly.min.js", {}),
        (404, "GET", runtime + "nothing", {}),
        (200, "GET", "/healthz", {}),
        (200, "GET", "/readyz", {}),
        (200, "GET", "/metrics", bearer),
        (401, "GET", "/metrics", {}),
        (200, "GET", "/runtime.json", bearer),
        (200, "GET", "/api/about", bearer),
        (200, "GET", "/api/sessions", bearer),
        (201, "POST", "/api/sessions", bearer),
        (200, "GET", here, bearer),
        (200, "GET", f"{here}/events", bearer),
        (200, "GET", f"{here}/figures/1", bearer),
        (404, "GET", f"{here}/figures/9", bearer),
        (404, "GET", f"{here}/outputs/1", bearer),
        (400, "POST", f"{here}/prompts", {**bearer, "Content-Length": "1"}),
        (400, "POST", "/api/revocations", {**bearer, "Content-Length": "1"}),
        (404, "GET", "/api/sessions/unknown", bearer),
        (404, "GET", "/nowhere", bearer),
        (404, "PUT", "/healthz", bearer),
        (426, "GET", "/ws", bearer),
        (400, "GET", "/%2e%2e/Package.swift", {}),
        (421, "GET", "/", {"Host": "evil.example"}),
        (403, "GET", "/api/about", {"Cookie": cookie_of(server)[0], "Sec-Fetch-Site": "cross-site"}),
    ]


DOCUMENTS = ("/", "/sandbox/frame.html", "/player/frame.html", "/player/image.html")


def check_headers(server, embedders="", secure=False):
    _, table = routes(server)
    for expected, method, path, headers in table:
        fields = [f"{name}: {value}" for name, value in {"Host": "localhost", **headers}.items()]
        connection = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        options = {"context": ANY_CERTIFICATE} if secure else {}
        link = connection("127.0.0.1", server.port, timeout=60, **options)
        link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for field in fields:
            link.putheader(*field.split(": ", 1))
        link.endheaders(b"{" if "Content-Length" in headers else None)
        answer = link.getresponse()
        answer.read()
        link.close()
        where = f"{method} {path} {headers}"
        assert answer.status in (expected, 405 if expected == 404 else expected), where
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy and "unsafe-eval" not in policy.replace(
            "wasm-unsafe-eval", ""
        ), where
        ancestors = policy.split("frame-ancestors ")[1]
        assert answer.headers["X-Content-Type-Options"] == "nosniff", where
        assert answer.headers["Referrer-Policy"] == "no-referrer", where
        assert answer.headers["Cross-Origin-Resource-Policy"] in ("same-origin", "cross-origin"), where
        assert answer.headers["Server"] is None, where
        assert (answer.headers["Strict-Transport-Security"] is not None) == secure, where
        is_frame = path in DOCUMENTS[1:]
        is_page = path == "/" and answer.status == 200
        if is_frame:
            assert ancestors == f"'self' {embedders}".strip()
            assert answer.headers["X-Frame-Options"] == (None if embedders else "SAMEORIGIN"), where
        elif is_page and embedders:
            assert ancestors == embedders and answer.headers["X-Frame-Options"] is None
        else:
            assert ancestors == "'none'" and answer.headers["X-Frame-Options"] == "DENY", where
        if (answer.headers["Content-Type"] or "").startswith("text/html"):
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", where
            assert "camera=()" in answer.headers["Permissions-Policy"], where
