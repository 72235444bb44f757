/// Where sessions' events are kept. What `append` has returned from survives the process.
public protocol SessionLog: Sendable {
    /// Makes an empty session.
    func create(_ session: String, epoch: String) async throws(LogError)
    /// Nil when there is no such session.
    func head(of session: String) async throws(LogError) -> LogHead?
    /// Appends a group of events, all or none. Groups of several sessions may share one commit.
    func append(_ group: LogGroup) async throws(LogError)
    /// Events after `seq` in order: at least one when there is one, and more until they are `bytes` or more. A page may
    /// pass `bytes` by what was appended together.
    func events(of session: String, after seq: Int, atMost bytes: Int) async throws(LogError) -> [LoggedEvent]
    /// Sessions whose last group left a turn in flight.
    func unfinished() async throws(LogError) -> [String]
}

/// The end of a session's log.
public struct LogHead: Sendable, Hashable {
    public var epoch: String
    /// 0 for an empty log.
    public var seq: Int

    public init(epoch: String, seq: Int) {
        self.epoch = epoch
        self.seq = seq
    }
}

/// An event as it is kept and sent: its JSON text, which holds no line break.
public struct LoggedEvent: Sendable, Hashable {
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

    public init(session: String, events: [LoggedEvent], leavesTurn: Bool) {
        self.session = session
        self.events = events
        self.leavesTurn = leavesTurn
    }
}

/// The log could not be read or written.
public struct LogError: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
