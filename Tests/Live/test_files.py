"""The page's and the runtime's files, as browsers get them."""

import gzip
import http.client
import json
import re

import pytest


@pytest.mark.parametrize(
    "name, type", [("pyodide.asm.wasm", "application/wasm"), ("main.js", "text/javascript"), ("sources.json", "application/json")]
)
def test_files_come_compressed_to_other_machines(server, name, type):
    page = server.request("/")[2]
    address = {
        "pyodide.asm.wasm": json.loads(server.request("/runtime.json")[2])["base"] + "pyodide/pyodide.asm.wasm",
        "main.js": re.search(r'"(/app/\w+/page/main\.js)"', page)[1],
        "sources.json": re.search(r'"(/app/\w+/sandbox/sources\.json)"', page)[1],
    }[name]

    def get(**headers):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request("GET", address, headers=headers)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    plain, file = get(Host="127.0.0.1", **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    elsewhere, packed = get(Host="10.1.2.3", **{"Accept-Encoding": "br, gzip"})
    assert elsewhere.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed) == file
    assert elsewhere.headers["Content-Type"].startswith(type) and "immutable" in elsewhere.headers["Cache-Control"]
    assert elsewhere.headers["X-Content-Type-Options"] == "nosniff"
    assert len(packed) < len(file) / 2
    for headers in ({}, {"Accept-Encoding": "gzip", "Range": "bytes=0-9"}):
        response, body = get(Host="10.1.2.3", **headers)
        assert "Content-Encoding" not in response.headers and file.startswith(body)
        assert response.headers["Vary"] == "Accept-Encoding"


def test_what_is_compressed_is_not_listed(server):
    assert not any(path.endswith(".gz") for path in json.loads(server.request("/runtime.json")[2])["files"])
