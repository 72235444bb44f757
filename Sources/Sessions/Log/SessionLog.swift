public import Turns

/// Where sessions' events are kept. What `append` has returned from survives the process.
public protocol SessionLog: Sendable {
    /// Makes an empty session.
    /// - Parameter now: milliseconds since 1970.
    func create(_ session: String, epoch: String, at now: Int) async throws(LogError)
    /// Nil when there is no such session.
    func head(of session: String) async throws(LogError) -> LogHead?
    /// Appends a group of events, all or none. Groups of several sessions may share one commit.
    nonisolated(nonsending) func append(_ group: LogGroup) async throws(LogError)
    /// Events after `seq` in order: at least one when there is one, and more until they are `bytes` or more. A page may
    /// pass `bytes` by what was appended together. What was dropped is missing.
    func events(of session: String, after seq: Int, atMost bytes: Int) async throws(LogError) -> [LoggedEvent]
    /// The same out of compact segments, as long as whole ones follow one another from `seq` on; none when `seq` is not
    /// the end of one.
    func compactEvents(of session: String, after seq: Int, atMost bytes: Int) async throws(LogError) -> [LoggedEvent]
    /// The ended segments, in order.
    func outlines(of session: String) async throws(LogError) -> [SegmentOutline]
    /// The last of those that were dropped, in order: what was done under a command's id is known for longer than what
    /// came of it (CMD2).
    func droppedOutlines(of session: String) async throws(LogError) -> [SegmentOutline]
    /// Sessions whose last group left a turn in flight.
    func unfinished() async throws(LogError) -> [String]
    /// What was charged to each subject on the day of that time, in milliseconds since 1970.
    func usage(at now: Int) async throws(LogError) -> [String: Usage]

    // MARK: Keeping house

    /// Sessions that were asked something or have a name, the last used first, from `before` on.
    func sessions(before: SessionListing.Cursor?, atMost count: Int) async throws(LogError) -> [SessionListing]
    /// Nil when there is no such session.
    func listing(of session: String) async throws(LogError) -> SessionListing?
    func rename(_ session: String, to name: String) async throws(LogError)
    /// Deletes a session; when it returns, no byte of it is on the disk (SES2).
    func delete(_ session: String) async throws(LogError)
    /// Drops what the policy does not keep of one session.
    /// - Returns: the first event that is left; nil when there is no such session.
    func retain(_ policy: Retention, in session: String, at now: Int) async throws(LogError) -> Int?
    /// Sessions of which the policy may not keep everything, and those that it does not keep at all.
    func excess(_ policy: Retention, at now: Int) async throws(LogError) -> (partly: [String], wholly: [String])
}

/// The two ends of a session's log, and its name.
public struct LogHead: Sendable, Hashable {
    public var epoch: String
    /// The last event; 0 for an empty log.
    public var seq: Int
    /// The first event that is kept; 1 as long as nothing was dropped.
    public var first: Int
    public var name: String
    /// Who asked last; nil for whom nobody keeps an account.
    public var subject: String?

    public init(epoch: String, seq: Int, first: Int = 1, name: String = "", subject: String? = nil) {
        self.epoch = epoch
        self.seq = seq
        self.first = first
        self.name = name
        self.subject = subject
    }
}

/// An event as it is kept and sent: its JSON text, which holds no line break.
public struct LoggedEvent: Sendable, Hashable {
    /// The event's number; the last of those it stands for, when it is a merged one.
    public var seq: Int
    public var json: [UInt8]

    public init(seq: Int, json: [UInt8]) {
        self.seq = seq
        self.json = json
    }
}

/// Events that are committed together.
public struct LogGroup: Sendable {
    public var session: String
    public var events: [LoggedEvent]
    /// Whether a turn is in flight after them.
    public var leavesTurn: Bool
    /// The segments that end in it.
    public var segments: [Segment]
    /// The prompt of the last turn that begins in it, its number, and who asked, where an account is kept of that.
    public var asked: (turn: Int, prompt: String, subject: String?)?
    /// What its events settle.
    public var charges: [Charge]
    /// When, in milliseconds since 1970.
    public var at: Int

    public init(
        session: String, events: [LoggedEvent], leavesTurn: Bool, segments: [Segment] = [],
        asked: (turn: Int, prompt: String, subject: String?)? = nil, charges: [Charge] = [], at: Int = 0
    ) {
        self.session = session
        self.events = events
        self.leavesTurn = leavesTurn
        self.segments = segments
        self.asked = asked
        self.charges = charges
        self.at = at
    }
}

/// The log could not be read or written.
public struct LogError: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
