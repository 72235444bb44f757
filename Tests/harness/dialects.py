"""How each provider's API is spoken: where it is asked, how the key comes, and how an answer or a call streams."""

import json

from .model import Answer, chunk


def events(*data):
    return [f"event: {one['type']}\ndata: {json.dumps(one)}\n\n".encode() for one in data]


def lines(*data):
    return [f"{json.dumps(one)}\n".encode() for one in data]


class Dialect:
    """`base`: what follows the server's address in the setting; `key`: the header, and what stands before the key."""

    def __init__(self, path, key, pieces, call, base="", content_type="text/event-stream"):
        self.path, self.key, self.pieces, self.call, self.base, self.content_type = path, key, pieces, call, base, content_type

    def says(self, *texts, thought=None):
        """A whole streamed answer in these deltas, behind a thought."""
        return Answer(self.pieces(texts, thought), content_type=self.content_type)

    def calls(self, code):
        """A whole streamed answer that calls `run_python`."""
        return Answer(self.call(code), content_type=self.content_type)


def halves(code):
    """A call's arguments, cut inside of an escape where there is one."""
    arguments = json.dumps({"code": code})
    middle = arguments.find("\\") + 1 or len(arguments) // 2
    return arguments[:middle], arguments[middle:]


def chat(texts, thought):
    first = {"choices": [{"index": 0, "delta": {"reasoning_content": thought}, "finish_reason": None}]}
    return [
        f"data: {json.dumps(first)}\n\n".encode(),
        *map(chunk, texts),
        chunk(finish="stop"),
        b"data: [DONE]\n\n",
    ]


def chat_call(code):
    def piece(arguments, **call):
        call = {"index": 0, **call, "function": {"name": "run_python" if call else None, "arguments": arguments}}
        return f"data: {json.dumps({'choices': [{'index': 0, 'delta': {'tool_calls': [call]}}]})}\n\n".encode()

    first, second = halves(code)
    return [piece("", id="call_a", type="function"), piece(first), piece(second), chunk(finish="tool_calls"), b"data: [DONE]\n\n"]


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


def messages_call(code):
    block = {"type": "tool_use", "id": "toolu_1", "name": "run_python", "input": {}}
    return events(
        {"type": "message_start", "message": {"usage": {"input_tokens": 3}}},
        {"type": "content_block_start", "index": 0, "content_block": block},
        *(
            {"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": half}}
            for half in halves(code)
        ),
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 5}},
        {"type": "message_stop"},
    )


def responses(texts, thought):
    return events(
        {"type": "response.created", "response": {"status": "in_progress", "output": []}},
        {"type": "response.reasoning_summary_text.delta", "output_index": 0, "delta": thought},
        *({"type": "response.output_text.delta", "output_index": 1, "delta": text} for text in texts),
        {"type": "response.completed", "response": {"status": "completed", "output": []}},
    )


def responses_call(code):
    item = {"type": "function_call", "call_id": "call_1", "name": "run_python", "arguments": ""}
    return events(
        {"type": "response.output_item.added", "output_index": 0, "item": item},
        *({"type": "response.function_call_arguments.delta", "output_index": 0, "delta": half} for half in halves(code)),
        {"type": "response.function_call_arguments.done", "output_index": 0, "arguments": "".join(halves(code))},
        {"type": "response.completed", "response": {"status": "completed", "output": []}},
    )


def line(done=False, **message):
    return {"model": "scripted", "message": {"role": "assistant", "content": "", **message}, "done": done}


def ollama(texts, thought):
    return lines(line(thinking=thought), *(line(content=text) for text in texts), line(done=True))


def ollama_call(code):
    return lines(line(tool_calls=[{"function": {"name": "run_python", "arguments": {"code": code}}}]), line(done=True))


def parts(*parts):
    data = [
        *({"candidates": [{"content": {"parts": [part], "role": "model"}}]} for part in parts),
        {"candidates": [{"content": {"parts": [{"text": ""}], "role": "model"}, "finishReason": "STOP"}]},
    ]
    return [f"data: {json.dumps(one)}\r\n\r\n".encode() for one in data]


def gemini(texts, thought):
    return parts({"text": thought, "thought": True}, *({"text": text} for text in texts))


def gemini_call(code):
    return parts({"functionCall": {"name": "run_python", "args": {"code": code}}})


DIALECTS = {
    "openai-chat": Dialect("/v1/chat/completions", ("Authorization", "Bearer "), chat, chat_call, base="/v1"),
    "openai-responses": Dialect("/v1/responses", ("Authorization", "Bearer "), responses, responses_call, base="/v1"),
    "anthropic": Dialect("/v1/messages", ("x-api-key", ""), messages, messages_call),
    "ollama": Dialect("/api/chat", ("Authorization", "Bearer "), ollama, ollama_call, content_type="application/x-ndjson"),
    "gemini": Dialect(
        "/v1beta/models/scripted:streamGenerateContent?alt=sse", ("x-goog-api-key", ""), gemini, gemini_call
    ),
}
