"""What the tests of access share: requests of one's own making, sign-ins and sessions."""

import http.client
import socket
import urllib.parse

from .server import TOKEN
from .tab import Tab, key

PROMPT = "Draw a heatmap of website visits by weekday and hour"


def raw(server, *lines):
    """One request of one's own making: (status, headers, text)."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.headers, answer.read().decode()


def cookie_of(server, given=TOKEN, more=""):
    """The cookie that a token sets: (name=value, the whole)."""
    status, headers, text = server.request(f"/?token={urllib.parse.quote(given)}{more}", token=None)
    assert status == 303, text
    return headers["Set-Cookie"].split(";")[0], headers


def session_of(server, asked=False):
    """A new session, and its tab when something was asked in it."""
    tab = Tab(server)
    if asked:
        tab.ready().ask("prompt", text=PROMPT)
        run = key(tab.event("run.leased"))
        tab.output(run)
        tab.outcome(run)
        tab.event("turn.ended")
    return tab.session, tab
