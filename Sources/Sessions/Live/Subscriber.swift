public import Wire

/// Somebody who reads a session: a tab's connection, or a reader of the HTTP API. Its methods do not wait.
public protocol Subscriber: AnyObject, Sendable {
    /// Whether it can read broadcasts that refer to those before.
    var sharesHistory: Bool { get }
    func deliver(_ batch: EventBatch)
    func send(_ message: ServerMessage)
    func close(_ code: CloseCode)
    /// Returns when what was delivered has left the outbox, or the reader is gone.
    func drained() async
}

extension Subscriber {
    public var sharesHistory: Bool { false }
}

/// Consecutive events, encoded once for all readers.
public struct EventBatch: Sendable {
    public let events: [LoggedEvent]
    /// What the session's framing made of the events' messages: readers of its kind know it.
    public let framed: any Sendable
}

/// Turns a session's messages, JSON texts, into what its sockets are sent. Each live session has its own: it may refer in a
/// message to those before.
public protocol Framing {
    /// Messages to all who read the session live.
    func broadcast(_ texts: [[UInt8]], _ history: BroadcastHistory) -> any Sendable
    /// Messages to one reader that catches up.
    func page(_ texts: [[UInt8]]) -> any Sendable
    /// Nothing is to be expected for a while: what was kept for later messages may go.
    func rest()
}

/// What the messages of a broadcast may refer to.
public enum BroadcastHistory: Sendable {
    /// To nothing: nobody can read it.
    case unused
    /// To one another: somebody was not sent those before.
    case begins
    /// To those before.
    case goesOn
}
