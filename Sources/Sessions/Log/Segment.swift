public import Turns

/// A closed part of a session's log: from the start of a turn, or of a rerun, to its end. Everything that happens in a
/// session happens in one of them, one after the other. They are what retention drops and what a compact replay sends.
public struct Segment: Sendable, Hashable {
    public var outline: SegmentOutline
    /// Bytes of its events' JSON.
    public var bytes: Int
    /// When it ended, in milliseconds since 1970.
    public var ended: Int
    /// Its events as a compact replay has them (EVT5, EVT6).
    public var compact: [LoggedEvent]

    public init(outline: SegmentOutline, bytes: Int, ended: Int, compact: [LoggedEvent]) {
        self.outline = outline
        self.bytes = bytes
        self.ended = ended
        self.compact = compact
    }
}

/// What a session has to know of a segment without reading it.
public struct SegmentOutline: Sendable, Hashable {
    /// The numbers of its first and last event.
    public var first: Int
    public var last: Int
    public var turn: Int
    /// How many attempts the turn has by its end.
    public var attempts: Int
    /// Who asked, and the id of the command.
    public var by: String
    public var command: String
    public var isRerun: Bool
    /// What its answers used.
    public var usage: Usage

    public init(
        first: Int, last: Int, turn: Int, attempts: Int, by: String, command: String, isRerun: Bool,
        usage: Usage = Usage()
    ) {
        self.first = first
        self.last = last
        self.turn = turn
        self.attempts = attempts
        self.by = by
        self.command = command
        self.isRerun = isRerun
        self.usage = usage
    }
}
