"""Tokens as an embedding product's backend signs them (RFC 7519), without a library."""

import base64
import hashlib
import hmac
import json
import time

SECRET = "a secret that the product and the server share"


def token(subject="alice", sessions="*", role="owner", lives=600, secret=SECRET, **claims):
    now = int(time.time())
    claims = {"sub": subject, "sessions": sessions, "role": role, "iat": now, "exp": now + lives, **claims}
    parts = [{"alg": "HS256", "typ": "JWT"}, {name: value for name, value in claims.items() if value is not None}]
    text = ".".join(encode(json.dumps(part).encode()) for part in parts)
    return text + "." + encode(hmac.digest(secret.encode(), text.encode(), hashlib.sha256))


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
