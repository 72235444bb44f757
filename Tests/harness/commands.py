"""What a tab has asked for, until it is answered and beyond (CMD2)."""

from collections import Counter

# How often a tab, when it is back, asks for an answer that it has already.
REPEATED = 0.3


class Commands:
    def __init__(self, name, rng):
        self.name, self.rng = name, rng
        self.numbered = 0
        # The share of the answers to prompts and reruns before which the connection breaks: the command is done, and
        # the tab does not know it.
        self.losing = 0.15
        # By id, in the order they were given; a command's answers may come more than once.
        self.all, self.unanswered, self.replies = {}, {}, {}
        self.times = Counter()
        self.resent = self.unheard = 0

    def next_id(self):
        self.numbered += 1
        return f"{self.name}-{self.numbered}"

    def keep(self, type, fields):
        """A new command, which is kept until it is answered."""
        message = {"type": type, "id": self.next_id(), **fields}
        self.all[message["id"]] = self.unanswered[message["id"]] = message
        return message

    def goes(self, message):
        """It is being sent."""
        id = message["id"]
        if id in self.all:
            self.resent += self.times[id] > 0
            self.times[id] += 1

    def again(self):
        """What to send after a welcome: all that is unanswered, and now and then something long answered."""
        answered = [id for id in self.replies if id not in self.unanswered and self.is_remembered(id)]
        if answered and self.rng.random() < REPEATED:
            id = self.rng.choice(answered)
            self.unanswered[id] = self.all[id]
        return list(self.unanswered.values())

    def answered(self, reply):
        """Takes an answer and returns its command; None when it is of no interest. Some break the connection."""
        id = reply["re"]
        # The log could not take it; the connection ends, and it is sent again.
        if id not in self.all or reply.get("error", {}).get("code") == "unavailable":
            return None
        self.replies.setdefault(id, []).append({key: reply[key] for key in ("ok", "error") if key in reply})
        if self.is_remembered(id) and self.rng.random() < self.losing:
            self.unheard += 1
            raise ConnectionResetError("the answer did not arrive")
        self.unanswered.pop(id, None)
        return self.all[id]

    def is_remembered(self, id):
        """Whether the server gives the same answer again, even after a restart: it is that something was done."""
        return self.all[id]["type"] in ("prompt", "rerun") and "ok" in self.replies[id][0]

    @property
    def misses_answer(self):
        """Whether something was done that has to be asked for again."""
        return any(id in self.replies for id in self.unanswered)
