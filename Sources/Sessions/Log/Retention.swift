/// How much of a session is kept (RET1). Nil bounds nothing.
public struct Retention: Sendable, Hashable {
    /// Milliseconds since a turn ended.
    public var age: Int?
    /// Events of a session.
    public var events: Int?
    /// Bytes of a session's events.
    public var bytes: Int?

    public init(age: Int? = nil, events: Int? = nil, bytes: Int? = nil) {
        self.age = age
        self.events = events
        self.bytes = bytes
    }

    public var keepsEverything: Bool { self == Retention() }

    /// An ended segment as retention sees it.
    struct Candidate {
        var first: Int
        var last: Int
        var turn: Int
        var bytes: Int
        var ended: Int
    }

    /// The last event to drop; nil when all of it stays.
    /// - Parameters:
    ///   - segments: the ended ones, the oldest first.
    ///   - seq: the log's last event.
    ///   - lastTurn: stays, with all of its segments.
    ///   - now: milliseconds since 1970.
    func cut(_ segments: [Candidate], seq: Int, lastTurn: Int, at now: Int) -> Int? {
        var keptBytes = segments.reduce(0) { $0 + $1.bytes }
        var keptFrom = segments.first?.first ?? 1
        var cut: Int?
        for segment in segments {
            let isOld = age.map { segment.ended < now - $0 } ?? false
            let areMany = events.map { seq + 1 - keptFrom > $0 } ?? false
            let isLarge = bytes.map { keptBytes > $0 } ?? false
            guard isOld || areMany || isLarge, segment.turn != lastTurn else { break }
            keptBytes -= segment.bytes
            keptFrom = segment.last + 1
            cut = segment.last
        }
        return cut
    }
}
