"""What a session's log must be by itself: one turn at a time, in it one attempt, one lease, one outcome."""

from collections import Counter

from .player import key, mark, output


class LogAudit:
    """Takes a log as it grows; `wrong` says what no log may hold. Outputs and errors are those of `Player`."""

    def __init__(self):
        self.events = []
        self.wrong = []
        # The turn in flight.
        self.open = None
        # By turn: its attempts, how often it was begun (by its prompt and by reruns), and how often it ended.
        self.attempts, self.begun, self.ends = Counter(), Counter(), Counter()
        # By attempt: how many outcomes it has.
        self.outcomes = Counter()
        # By who asked and the command's id: what the log says that was done.
        self.asked = {}
        # By run: its end, and by run and number its outputs.
        self.run_ends, self.outputs = {}, {}
        # Of the attempt in flight.
        self.lease = self.holder = None
        self.next_output = 0
        self.lengths = Counter()
        # Whether the latest attempt's model failed before it said anything, and how often another one was asked for that.
        self.was_silent = False
        self.fallbacks = 0

    @property
    def duplicated(self):
        """Outcomes that attempts have beyond their one, and ends that turns have beyond theirs."""
        spare = sum(count - 1 for count in self.outcomes.values() if count > 1)
        return spare + sum((self.ends - self.begun).values())

    def grow(self, events):
        for event in events:
            self.expect(event["seq"] == len(self.events) + 1, event, f"it follows {len(self.events)}")
            self.events.append(event)
            getattr(self, event["kind"].replace(".", "_"))(event)

    def expect(self, is_so, event, complaint):
        if not is_so:
            self.wrong.append(f"event {event['seq']} ({event['kind']}): {complaint}")

    def turn_started(self, event):
        self.begin(event, {"turn": event["turn"]})

    def attempt_started(self, event):
        if event["reason"] == "rerun":
            self.begin(event, {"turn": event["turn"], "attempt": event["attempt"]})
        if event["reason"] == "fallback":
            self.expect(self.was_silent, event, "the model before it had said something")
            self.fallbacks += 1
        self.attempts[event["turn"]] += 1
        self.was_silent = False
        self.lease = self.holder = None
        self.lengths.clear()
        self.of_attempt(event)

    def begin(self, event, answer):
        self.expect(self.open is None, event, f"turn {self.open} is in flight")
        self.open = event["turn"]
        self.begun[event["turn"]] += 1
        command = (event["by"], event["command"])
        self.expect(command not in self.asked, event, f"{command} is done a second time")
        self.asked[command] = answer

    def text(self, event):
        self.of_attempt(event)
        length = self.lengths[event["channel"]]
        self.expect(event["at"] == length, event, f"text at {event['at']}, and {length} is next")
        self.lengths[event["channel"]] += len(event["text"].encode("utf-16-le")) // 2

    def attempt_answered(self, event):
        self.of_attempt(event)
        self.expect(event["input"] >= 0 and event["output"] >= 0, event, "fewer tokens than none")

    def code(self, event):
        self.of_attempt(event)

    def attempt_failed(self, event):
        self.of_attempt(event)
        self.outcomes[event["turn"], event["attempt"]] += 1
        self.was_silent = event["error"]["ename"] == "ModelError" and not self.lengths

    def run_leased(self, event):
        self.of_attempt(event)
        self.expect(event["lease"] == (self.lease or 0) + 1, event, f"lease {event['lease']} after {self.lease}")
        self.lease, self.holder, self.next_output = event["lease"], event["tab"], 0

    def run_progress(self, event):
        self.of_run(event)

    def run_output(self, event):
        run = self.of_run(event)
        at = event["at"]
        self.expect(at == self.next_output, event, f"output {at}, and {self.next_output} is next")
        self.next_output = at + 1
        self.outputs[(*run.values(), at)] = event["output"]
        played = output(mark(self.holder, run, at), at)
        self.expect(event["output"] == played, event, f"{event['output']} is not what {self.holder} reported")

    def run_ended(self, event):
        run = self.of_run(event)
        self.outcomes[event["turn"], event["attempt"]] += 1
        self.run_ends[tuple(run.values())] = event
        error = event.get("error") or {}
        if error.get("ename") == "PlayedError":
            self.expect(error["evalue"] == mark(self.holder, run), event, f"{error} is not what {self.holder} reported")
        self.expect(error.get("ename") != "OutputLost", event, "an output of the run was lost")

    def turn_ended(self, event):
        self.expect(event["turn"] == self.open, event, f"turn {self.open} is in flight")
        self.ends[event["turn"]] += 1
        self.open = None

    def of_attempt(self, event):
        """The event belongs to the attempt in flight, which has no outcome yet."""
        attempt = (event["turn"], event["attempt"])
        now = (self.open, self.attempts[self.open])
        self.expect(attempt == now, event, f"it is of {attempt}, and {now} is in flight")
        self.expect(self.outcomes[attempt] == 0, event, f"the attempt {attempt} has its outcome")

    def of_run(self, event):
        self.of_attempt(event)
        self.expect(event["lease"] == self.lease, event, f"lease {self.lease} has the run")
        return key(event)
