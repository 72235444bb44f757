"""RUN10: what leads out of the sandbox is told. A hook cannot be taken back, so each look is an interpreter of its own."""

import json
import subprocess
import sys

import pytest
from support import SANDBOX

WATCH = f"""
import json, sys
sys.path.insert(0, {str(SANDBOX / "python")!r})
import os, socket, subprocess, urllib.request
from runner import attempts
told = []
attempts.watch(lambda *attempt: told.append(attempt))
try:
    exec(sys.argv[1])
except OSError:
    pass
print(json.dumps(told))
"""


def told(code):
    seen = subprocess.run([sys.executable, "-c", WATCH, code], capture_output=True, text=True, check=True)
    return json.loads(seen.stdout)


@pytest.mark.parametrize(
    "code, attempt",
    [
        ("urllib.request.Request('http://example.invalid/x')", []),
        ("urllib.request.urlopen('http://127.0.0.1:9/x')", ["urllib.Request", "http://127.0.0.1:9/x"]),
        ("socket.getaddrinfo('127.0.0.1', 80)", ["socket.getaddrinfo", "127.0.0.1:80"]),
        ("socket.getaddrinfo(b'127.0.0.1', None)", ["socket.getaddrinfo", "127.0.0.1:"]),
        ("socket.gethostbyname('127.0.0.1')", ["socket.gethostbyname", "127.0.0.1"]),
        ("socket.socket().connect(('127.0.0.1', 9))", ["socket.connect", "127.0.0.1:9"]),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))", ["socket.sendto", "127.0.0.1:9"]),
        ("socket.socket(socket.AF_UNIX).connect('/nowhere')", ["socket.connect", "/nowhere"]),
        ("subprocess.Popen(['/nowhere'])", ["subprocess.Popen", "/nowhere"]),
        ("os.system('true')", ["os.system", "true"]),
        ("open('/dev/null').close(); sum(range(10))", []),
    ],
)
def test_RUN10_an_attempt_is_told_with_its_door(code, attempt):
    assert told(code)[:1] == ([attempt] if attempt else [])


def test_RUN10_what_emscripten_makes_up_for_a_name_is_not_told():
    assert told("sys.audit('socket.connect', None, ('172.29.1.0', 80)); sys.audit('socket.connect', None, ('10.0.0.1', 80))") == [
        ["socket.connect", "10.0.0.1:80"]
    ]
