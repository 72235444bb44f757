"""What a run of the chaos came to, in one line."""

from collections import Counter


class Tally:
    def __init__(self, name, seed):
        self.name, self.seed = name, seed
        self.counts = Counter(
            rounds=0, kills=0, sent=0, resent=0, seen=0, lost=0, duplicated=0, connections=0, turns=0, fallbacks=0, runs=0, unheard=0
        )
        self.cuts = Counter()

    def add(self, audit, tabs):
        """A session that is over."""
        self.counts["turns"] += sum(audit.log.begun.values())
        self.counts["fallbacks"] += audit.log.fallbacks
        self.counts["runs"] += len(audit.log.run_ends)
        self.counts["duplicated"] += audit.log.duplicated
        for tab in tabs:
            self.counts["sent"] += len(tab.commands.all)
            self.counts["resent"] += tab.commands.resent
            self.counts["unheard"] += tab.commands.unheard
            self.counts["seen"] += tab.seen
            self.counts["lost"] += tab.lost

    def line(self):
        count = self.counts
        cuts = ", ".join(f"{number} {kind}" for kind, number in sorted(self.cuts.items())) or "none"
        return (
            f"{self.name} (seed {self.seed}): {count['rounds']} rounds, {count['kills']} kills, "
            f"{count['connections']} connections, cuts: {cuts}; "
            f"{count['turns']} turns, {count['fallbacks']} fallbacks, {count['runs']} runs; {count['sent']} commands sent, {count['resent']} re-sent, "
            f"{count['unheard']} answers unheard; "
            f"{count['seen']} events seen, {count['lost']} events lost, {count['duplicated']} outcomes duplicated"
        )
