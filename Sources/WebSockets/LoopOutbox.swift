import NIOConcurrencyHelpers
import NIOCore

/// What connections of one event loop have yet to write. However many are written to in one turn of the loop, it is called
/// once, and writes all that a connection was given with one system call.
final class LoopOutbox: Sendable {
    /// Bytes for connections that come one after the other, as those of a broadcast do.
    private struct Part {
        let bytes: ByteBuffer
        let first: Connection
        var others: [Connection] = []

        func send(flushing: Bool) {
            first.send(bytes, flushing: flushing)
            for other in others { other.send(bytes, flushing: flushing) }
        }

        func flush() {
            first.flush()
            for other in others { other.flush() }
        }
    }

    let eventLoop: any EventLoop
    private let parts = NIOLockedValueBox<[Part]>([])

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    /// True when a flush has to be scheduled.
    func add(_ bytes: ByteBuffer, for connection: Connection) -> Bool {
        parts.withLockedValue { parts in
            if let last = parts.indices.last, parts[last].bytes == bytes {
                parts[last].others.append(connection)
                return false
            }
            parts.append(Part(bytes: bytes, first: connection))
            return parts.count == 1
        }
    }

    func scheduleFlush() { eventLoop.execute { self.flush() } }

    private func flush() {
        let parts = parts.withLockedValue { parts in
            defer { parts = [] }
            return parts
        }
        if parts.count == 1 {
            // The usual case does not need to come by twice.
            parts[0].send(flushing: true)
        } else {
            for part in parts { part.send(flushing: false) }
            for part in parts { part.flush() }
        }
    }
}

/// The outboxes of a server's event loops.
final class LoopOutboxes: Sendable {
    private let outboxes = NIOLockedValueBox<[ObjectIdentifier: LoopOutbox]>([:])

    /// The event loop's, the same for all of its connections.
    func outbox(of eventLoop: any EventLoop) -> LoopOutbox {
        outboxes.withLockedValue { outboxes in
            if let outbox = outboxes[ObjectIdentifier(eventLoop)] { return outbox }
            let outbox = LoopOutbox(eventLoop)
            outboxes[ObjectIdentifier(eventLoop)] = outbox
            return outbox
        }
    }
}
