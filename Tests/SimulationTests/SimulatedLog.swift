@testable import Sessions

/// A durable log in memory, with all that was ever appended beside what is kept.
struct SimulatedLog {
    /// Every event that was ever committed.
    private(set) var history: [LoggedEvent] = []
    private(set) var segments: [Segment] = []
    private var dropped: [SegmentOutline] = []
    private(set) var head = LogHead(epoch: "epoch", seq: 0)
    private(set) var leavesTurn = false

    /// Says what is wrong when the group does not follow.
    mutating func append(_ group: LogGroup) -> String? {
        guard group.events.first?.seq == head.seq + 1 else { return "a group that does not follow \(head.seq)" }
        history += group.events
        segments += group.segments
        head.seq = history.count
        leavesTurn = group.leavesTurn
        return nil
    }

    mutating func retain(_ policy: Retention) {
        let candidates = segments.map {
            Retention.Candidate(
                first: $0.outline.first, last: $0.outline.last, turn: $0.outline.turn, bytes: $0.bytes, ended: $0.ended)
        }
        let lastTurn = segments.map(\.outline.turn).max() ?? 0
        guard let last = policy.cut(candidates, seq: head.seq, lastTurn: lastTurn, at: 0) else { return }
        dropped += segments.map(\.outline).filter { $0.last <= last }
        segments.removeAll { $0.outline.last <= last }
        head.first = last + 1
    }

    func events(after seq: Int) -> ArraySlice<LoggedEvent> { history[max(seq, head.first - 1)...] }

    /// A page as `LiveSession` reads it.
    func page(after seq: Int, isCompact: Bool, events count: Int) throws -> ReplayPage {
        if isCompact, let segment = segments.first(where: { $0.outline.first == seq + 1 }) {
            return ReplayPage(first: seq + 1, events: segment.compact)
        }
        let events = Array(events(after: seq).prefix(count))
        return isCompact
            ? try .compacting(events, of: "session") : ReplayPage(first: events.first?.seq ?? 0, events: events)
    }

    func history(of session: String) throws -> SessionHistory {
        var history = SessionHistory(dropped: dropped, outlines: segments.map(\.outline), from: head.first)
        for outline in SessionHistory.recalled(segments.map(\.outline)) {
            let compact = segments.first { $0.outline == outline }?.compact ?? []
            for event in compact { try history.recall(event, of: session) }
        }
        for event in events(after: history.seq) { try history.take(event, of: session) }
        return history
    }
}
