public import NIOCore
public import Wire

/// Somebody who reads a session: a tab's connection, or a reader of the HTTP API. Its methods do not wait.
public protocol Subscriber: AnyObject, Sendable {
    func deliver(_ batch: EventBatch)
    func send(_ message: ServerMessage)
    func close(_ code: CloseCode)
    /// Returns when what was delivered has left the outbox, or the reader is gone.
    func drained() async
}

/// Consecutive events, encoded once for all readers.
public struct EventBatch: Sendable {
    public let events: [LoggedEvent]
    /// The events as frames of the socket, back to back.
    public let framed: ByteBuffer

    init(_ events: [LoggedEvent], framing: Framing) {
        self.events = events
        framed = framing(events.map(\.json))
    }
}

/// Turns JSON texts into the bytes of a socket's text frames.
public typealias Framing = @Sendable ([[UInt8]]) -> ByteBuffer
