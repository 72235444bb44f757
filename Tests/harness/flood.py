"""An ASGI application that answers each chat completion with far more text than the buffers on the way hold."""

import json

PIECE = "word " * 20
PIECES = 9_000


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    delta = json.dumps({"choices": [{"index": 0, "delta": {"content": PIECE}, "finish_reason": None}]})
    end = json.dumps({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    event = f"data: {delta}\n\n".encode() * 100
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for _ in range(PIECES // 100):
        await send({"type": "http.response.body", "body": event, "more_body": True})
    await send({"type": "http.response.body", "body": f"data: {end}\n\ndata: [DONE]\n\n".encode()})
