"""How each provider's API is spoken: where it is asked, how the key comes, and how an answer streams."""

import json

from .model import Answer, chunk


def events(*data):
    return [f"event: {one['type']}\ndata: {json.dumps(one)}\n\n".encode() for one in data]


def lines(*data):
    return [f"{json.dumps(one)}\n".encode() for one in data]


class Dialect:
    """`base`: what follows the server's address in the setting; `key`: the header, and what stands before the key."""

    def __init__(self, path, key, pieces, base="", content_type="text/event-stream"):
        self.path, self.key, self.pieces, self.base, self.content_type = path, key, pieces, base, content_type

    def says(self, *texts, thought=None):
        """A whole streamed answer in these deltas, behind a thought."""
        return Answer(self.pieces(texts, thought), content_type=self.content_type)


def chat(texts, thought):
    first = {"choices": [{"index": 0, "delta": {"reasoning_content": thought}, "finish_reason": None}]}
    return [
        f"data: {json.dumps(first)}\n\n".encode(),
        *map(chunk, texts),
        chunk(finish="stop"),
        b"data: [DONE]\n\n",
    ]


def messages(texts, thought):
    def delta(index, **delta):
        return {"type": "content_block_delta", "index": index, "delta": delta}

    return events(
        {"type": "message_start", "message": {"usage": {"input_tokens": 3}}},
        {"type": "ping"},
        delta(0, type="thinking_delta", thinking=thought),
        *(delta(1, type="text_delta", text=text) for text in texts),
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 5}},
        {"type": "message_stop"},
    )


def responses(texts, thought):
    return events(
        {"type": "response.created", "response": {"status": "in_progress", "output": []}},
        {"type": "response.reasoning_summary_text.delta", "output_index": 0, "delta": thought},
        *({"type": "response.output_text.delta", "output_index": 1, "delta": text} for text in texts),
        {"type": "response.completed", "response": {"status": "completed", "output": []}},
    )


def ollama(texts, thought):
    def line(done=False, **message):
        return {"model": "scripted", "message": {"role": "assistant", "content": "", **message}, "done": done}

    return lines(line(thinking=thought), *(line(content=text) for text in texts), line(done=True))


def gemini(texts, thought):
    def part(finish=None, **part):
        return {"candidates": [{"content": {"parts": [part], "role": "model"}, "finishReason": finish}]}

    data = [part(text=thought, thought=True), *(part(text=text) for text in texts), part("STOP", text="")]
    return [f"data: {json.dumps(one)}\r\n\r\n".encode() for one in data]


DIALECTS = {
    "openai-chat": Dialect("/v1/chat/completions", ("Authorization", "Bearer "), chat, base="/v1"),
    "openai-responses": Dialect("/v1/responses", ("Authorization", "Bearer "), responses, base="/v1"),
    "anthropic": Dialect("/v1/messages", ("x-api-key", ""), messages),
    "ollama": Dialect("/api/chat", ("Authorization", "Bearer "), ollama, content_type="application/x-ndjson"),
    "gemini": Dialect(
        "/v1beta/models/scripted:streamGenerateContent?alt=sse", ("x-goog-api-key", ""), gemini
    ),
}
