"""Whether a session's log, what its tabs were told and what they were answered agree."""

from .log_audit import LogAudit
from .player import key

# What a command may be refused with; a report that was taken before a restart is stale when it is sent again (CMD2).
REFUSALS = {"prompt": "busy", "rerun": "busy", "cancel": None, "output": "stale_lease", "outcome": "stale_lease"}


class SessionAudit:
    def __init__(self):
        self.log = LogAudit()
        self.wrong = []
        # By tab: what it was told at the last look, and up to where that was compared.
        self.compared = {}

    def read_by(self, tab):
        """Compares what the tab was told with the log; returns the number of events that differ."""
        told, done = self.compared.get(tab.name, (None, 0))
        if told is not tab.events:
            done = 0
        known = min(len(tab.events), len(self.log.events))
        strange = [index for index in range(done, known) if tab.events[index] != self.log.events[index]]
        for index in strange[:3]:
            self.wrong.append(f"{tab.name} was told {tab.events[index]}, the log has {self.log.events[index]}")
        self.compared[tab.name] = (tab.events, known)
        return len(strange)

    def over(self, tabs):
        """At the end: nothing is open, nothing is unanswered, and everything that was answered so was done once."""
        if self.log.ends != self.log.begun:
            self.wrong.append(f"turns begun {dict(self.log.begun)} and ended {dict(self.log.ends)}")
        sent = {(tab.id, id) for tab in tabs for id in tab.commands.all}
        self.wrong += [f"{asked} is in the log and nobody sent it" for asked in self.log.asked if asked not in sent]
        for tab in tabs:
            if len(tab.events) != len(self.log.events):
                self.wrong.append(f"{tab.name} was told {len(tab.events)} of {len(self.log.events)} events")
            for id, command in tab.commands.all.items():
                if complaint := self.complaint(tab, command, tab.commands.replies.get(id, [])):
                    self.wrong.append(f"{tab.name}: {command} {complaint}")

    def complaint(self, tab, command, replies):
        """What is wrong with a command's answers; None when all is well."""
        if not replies:
            return "has no answer"
        if any(reply != replies[0] for reply in replies):
            return f"has answers that differ: {replies}"
        if "error" in replies[0]:
            return self.refusal(tab, command, replies[0]["error"])
        ok = replies[0]["ok"]
        match command["type"]:
            case "prompt" | "rerun":
                done = self.log.asked.get((tab.id, command["id"]))
                return None if done == ok else f"was answered {ok}, and the log says {done}"
            case "output":
                logged = self.log.outputs.get((*key(command).values(), command["at"]))
                return None if logged == command["output"] else f"was answered ok, and the log has {logged}"
            case "outcome" if command["outcome"] != "refused":
                logged = self.log.run_ends.get(tuple(key(command).values()), {})
                is_so = logged.get("outcome") == command["outcome"]
                return None if is_so else f"was answered ok, and the log has {logged}"

    def refusal(self, tab, command, error):
        if error["code"] != REFUSALS[command["type"]]:
            return f"was refused: {error}"
        if (tab.id, command["id"]) in self.log.asked:
            return f"was refused with {error['code']}, and done"
