"""Certificates that nobody signed."""

import subprocess

import pytest


@pytest.fixture
def certificate(tmp_path):
    """One that vouches for itself, and its key."""
    cert, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        + ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-out", cert, "-keyout", secret],
        check=True,
        capture_output=True,
    )
    return cert, secret
