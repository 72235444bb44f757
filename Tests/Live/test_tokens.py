"""ACC5, ACC8: how a token signs in, and how it ends."""

import http.client
import json
import subprocess
import time

import pytest
from harness.access import cookie_of, session_of
from harness.tab import Tab
from harness.tokens import encode, token

# ACC5


def test_acc5_a_signed_token_signs_in_on_routes_sockets_and_by_cookie(signed):
    session, _ = session_of(signed)
    given = token(sessions=[session])
    assert signed.request(f"/api/sessions/{session}", token=given)[0] == 200
    assert Tab(signed, token=given, session=session).welcome["role"] == "owner"
    cookie, headers = cookie_of(signed, given, f"&session={session}")
    assert headers["Location"] == f"/?session={session}"
    whole = headers["Set-Cookie"]
    age = int(whole.split("Max-Age=")[1].split(";")[0])
    assert "HttpOnly" in whole and "SameSite=Strict" in whole and 590 <= age <= 600
    assert signed.request("/", token=None, headers={"Cookie": cookie})[0] == 200
    tab = Tab(signed, token=None, origin=signed.origin, headers={"Cookie": cookie}, session=session)
    assert tab.welcome["session"] == session
    # A token for one session leads to it.
    assert cookie_of(signed, given)[1]["Location"] == f"/?session={session}"


@pytest.mark.parametrize(
    "claims",
    [
        {"secret": "another secret of thirty-two bytes"},
        {"lives": -1},
        {"lives": 90_000},
        {"role": "operator"},
        {"role": None},
        {"sessions": None},
        {"sub": None},
        {"exp": None},
        {"aud": "somebody else"},
        {"nbf": 99_999_999_999},
    ],
)
def test_acc5_a_wrong_token_is_refused_everywhere(signed, claims):
    given = token(**claims)
    status, headers, text = signed.request("/api/sessions", token=given)
    assert status == 401 and headers["WWW-Authenticate"] and json.loads(text)["detail"].startswith("not signed in")
    assert signed.request(f"/?token={given}", token=None)[0] == 401
    assert Tab(signed, hello=False, token=given).closed()[0] == 4502


def test_acc5_without_a_key_no_token_is_believed(server):
    assert server.request("/api/sessions", token=token())[0] == 401


def test_acc5_keys_of_each_kind(make_server, tmp_path):
    def openssl(*arguments, **options):
        return subprocess.run(["openssl", *arguments], check=True, capture_output=True, **options).stdout

    kinds = {
        "ES256": ("EC", "ec_paramgen_curve:P-256"),
        "EdDSA": ("ED25519", None),
        "RS256": ("RSA", "rsa_keygen_bits:2048"),
    }
    for name, (kind, option) in kinds.items():
        private, public = tmp_path / f"{name}.key", tmp_path / f"{name}.pem"
        openssl("genpkey", "-algorithm", kind, *(["-pkeyopt", option] if option else []), "-out", private)
        public.write_bytes(openssl("pkey", "-in", private, "-pubout"))
        server = make_server(jwt_key_file=public)
        _, claims, _ = token().split(".")
        text = encode(json.dumps({"alg": name}).encode()) + "." + claims
        message = tmp_path / "message"
        message.write_text(text)
        how = ["-rawin"] if name == "EdDSA" else ["-rawin", "-digest", "sha256"]
        signature = openssl("pkeyutl", "-sign", "-inkey", private, *how, "-in", message)
        if name == "ES256":
            signature = joined(signature)
        assert server.request("/api/sessions", token=f"{text}.{encode(signature)}")[0] == 200, name
        # The public key, which everybody has, as the secret of an HMAC.
        assert server.request("/api/sessions", token=token(secret=public.read_text()))[0] == 401
        assert server.request("/api/sessions", token=f"{text}.")[0] == 401
        server.stop()


def joined(der):
    """The two numbers of an ECDSA signature, side by side (RFC 7518, section 3.4)."""
    length = der[3]
    first, second = der[4 : 4 + length], der[6 + length :]
    return b"".join(number.lstrip(b"\0").rjust(32, b"\0") for number in (first, second))


def test_acc5_a_token_too_long_for_a_cookie_is_told_so(signed):
    given = token(sessions=[f"{number:032}" for number in range(100)])
    assert signed.request("/api/sessions", token=given)[0] == 200
    status, _, text = signed.request(f"/?token={given}", token=None)
    assert status == 400 and "3800" in text and "fewer sessions" in text


# ACC8


def test_acc8_a_socket_ends_with_its_token(signed):
    session, _ = session_of(signed)
    given = token(sessions=[session], lives=3)
    expires = time.time() + 3
    tab = Tab(signed, token=given, session=session)
    stream = events_of(signed, session, given)
    code, reason = tab.closed()
    assert code == 4502 and "expired" in reason and time.time() >= expires - 1.1
    assert stream.read() is not None
    assert signed.request(f"/api/sessions/{session}", token=given)[0] == 401


def events_of(server, session, given):
    """An event stream that is open: reading it returns when it ends."""
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {given}"}
    link.request("GET", f"/api/sessions/{session}/events", headers=headers)
    answer = link.getresponse()
    assert answer.status == 200
    return answer


@pytest.mark.parametrize("what", [{"jti": "one"}, {"subject": "alice"}])
def test_acc8_a_revocation_ends_sockets_and_streams_at_once_and_holds_over_a_restart(signed, what):
    session, operator = session_of(signed)
    given = token(sessions=[session], jti="one")
    cookie, _ = cookie_of(signed, given)
    other = token("bob", [session], jti="two")
    tab = Tab(signed, token=given, session=session)
    bob = Tab(signed, token=other, session=session)
    stream = events_of(signed, session, given)
    assert signed.request("/api/revocations", what)[0] == 204
    code, reason = tab.closed()
    assert code == 4502 and "revoked" in reason
    stream.read()

    def check():
        assert Tab(signed, hello=False, token=given).closed()[0] == 4502
        assert signed.request(f"/api/sessions/{session}", token=given)[0] == 401
        assert signed.request("/", token=None, headers={"Cookie": cookie})[0] == 401
        assert signed.request(f"/?token={given}", token=None)[0] == 401
        assert signed.request(f"/api/sessions/{session}", token=other)[0] == 200

    check()
    assert bob.ask("sandbox", state="ready")["ok"] == {} and operator.ask("sandbox", state="ready")["ok"] == {}
    signed.stop()
    signed.start()
    check()
    if "subject" in what:
        # What is issued after it is good again; who does not say when is not.
        assert signed.request("/api/sessions", token=token(iat=None))[0] == 401
        later = int(time.time()) + 30
        assert signed.request("/api/sessions", token=token(iat=later, exp=later + 60))[0] == 200


def test_acc8_a_revocation_says_what_it_wants(signed):
    for body in ({}, {"jti": ""}, {"jti": "a", "subject": "b"}, {"subject": 7}, {"jti": "x" * 201}, []):
        status, _, text = signed.request("/api/revocations", body)
        assert status == 400 and "subject" in json.loads(text)["detail"], body


def test_acc8_a_list_that_cannot_be_read_stops_the_start(signed):
    signed.stop()
    (signed.data / "revocations.json").write_text("{")
    with pytest.raises(AssertionError, match="revocations"):
        signed.start()
    signed.process = None
