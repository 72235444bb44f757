"""ACC10: TLS, and how wrong settings of access are explained."""

import socket
import subprocess

import pytest
from harness.access import PROMPT, cookie_of
from harness.headers import check_headers
from harness.server import TOKEN, refusal
from harness.tab import Tab, key
from websockets.exceptions import InvalidStatus


def test_acc10_page_routes_and_sockets_over_tls(make_server, certificate):
    cert, secret = certificate
    server = make_server(tls_cert=cert, tls_key=secret)
    assert "https://" in server.lines[-1]
    check_headers(server, secure=True)
    cookie, headers = cookie_of(server)
    assert "; Secure" in headers["Set-Cookie"]
    assert "textarea" in server.request("/", token=None, headers={"Cookie": cookie})[2]
    tab = Tab(server, token=None, origin=server.origin, headers={"Cookie": cookie}).ready()
    tab.ask("prompt", text=PROMPT)
    run = key(tab.event("run.leased"))
    tab.output(run)
    tab.outcome(run)
    assert tab.event("turn.ended")["outcome"] == "plotted"
    with pytest.raises(InvalidStatus):
        Tab(server, hello=False, token=None, origin=server.origin.replace("https", "http"), headers={"Cookie": cookie})
    tab.close()


def test_acc10_old_versions_and_plain_text_are_not_spoken(make_server, certificate):
    server = make_server(tls_cert=certificate[0], tls_key=certificate[1])

    def offers(version):
        ended = subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", version, "-cipher", "DEFAULT@SECLEVEL=0"],
            input=b"",
            capture_output=True,
            timeout=60,
            check=False,
        )
        return ended.returncode == 0

    assert offers("-tls1_2") and not offers("-tls1_1") and not offers("-tls1")
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as plain:
        plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try:
            assert not plain.recv(4096).startswith(b"HTTP")
        except ConnectionResetError:
            pass


def test_acc10_a_handshake_that_never_ends_harms_nobody(make_server, certificate):
    server = make_server(tls_cert=certificate[0], tls_key=certificate[1])
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.sendall(b"\x16\x03\x01")
        assert server.request("/healthz")[0] == 200


def test_settings_of_access_are_explained(tmp_path, certificate):
    cert, secret = certificate
    other = tmp_path / "other.pem"
    subprocess.run(
        ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", other],
        check=True,
        capture_output=True,
    )
    for settings, words in (
        ({"TLS_CERT": cert}, "--tls-key"),
        ({"TLS_CERT": cert, "TLS_KEY": "/nowhere"}, "--tls-key /nowhere"),
        ({"TLS_CERT": "/nowhere", "TLS_KEY": secret}, "--tls-cert /nowhere"),
        ({"TLS_CERT": secret, "TLS_KEY": secret}, "no certificate"),
        ({"TLS_CERT": cert, "TLS_KEY": cert}, "no private key"),
        ({"TLS_CERT": cert, "TLS_KEY": other}, "not the key of"),
        ({"JWT_SECRET": "s" * 31}, "31 bytes"),
        ({"JWT_SECRET": "s" * 32, "JWT_KEY_FILE": cert}, "not several"),
        ({"JWT_SECRET_FILE": "/nowhere"}, "/nowhere"),
        ({"JWT_KEY_FILE": secret}, "private key"),
        ({"JWT_KEY_FILE": cert}, "no public key"),
        ({"ORIGINS": "null"}, "null"),
        ({"ORIGINS": "https://a.example/"}, "without a path"),
        ({"EMBEDDERS": "*"}, "SANDGLASS_EMBEDDERS"),
        ({"EMBEDDERS": "https://a.example; script-src *"}, "SANDGLASS_EMBEDDERS"),
        ({"HOSTS": "a.example:80"}, "SANDGLASS_HOSTS"),
        ({"REQUESTS_PER_SECOND": "0"}, "1 to"),
        ({"SESSIONS_PER_MINUTE": "0"}, "1 to"),
    ):
        said = refusal(tmp_path / "data", **{"TOKEN": TOKEN, **settings})
        assert words in said, (settings, said)
