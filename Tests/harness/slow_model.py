"""A scripted model that never runs out of answers and gives them slowly."""

import random

from .model import Answer, ScriptedModel, chunk


class SlowModel(ScriptedModel):
    """Every answer is drawn from a seed and streamed a few words at a time; no two answers say the same."""

    def __init__(self, seed, pause=0.03):
        """`pause`: the longest between two pieces, in seconds."""
        super().__init__()
        self.rng = random.Random(f"{seed}/model")
        self.pause = pause
        self.given = 0
        self.answers = self

    @property
    def settings(self):
        """With itself to fall back on."""
        own = super().settings
        return own | {f"fallback_1_{name}": own[f"model_{name}"] for name in ("api", "url", "key")} | {"fallback_1_model": "itself"}

    def get(self, timeout):
        """The next answer, in the place of the queue's."""
        self.given += 1
        rng = random.Random(self.rng.random())
        kind = rng.choices(("program", "words", "cut off", "refusal"), (80, 7, 5, 8))[0]
        if kind == "refusal":
            return Answer([b'{"error":{"message":"overloaded by the test"}}'], 503, "application/json")
        return Answer(self.pieces(rng, kind, self.given))

    def pieces(self, rng, kind, number):
        """The stream's bytes, with a pause before each."""
        texts = [f"answer {number}, word {word}, é😀 {rng.random()}. " for word in range(rng.randrange(3, 14))]
        if kind != "words":
            texts += ["\n\n```python\n", *(f"x{line} = {number}\n" for line in range(rng.randrange(1, 8)))]
        if kind == "program":
            texts += ["fig = px.bar(x=[1], y=[2])\n```\n"]
        for text in texts:
            self.over.wait(rng.uniform(0, self.pause))
            yield chunk(text)
        yield chunk(finish="length" if kind == "cut off" else "stop")
        yield b"data: [DONE]\n\n"
