import NIOConcurrencyHelpers

/// What waits to be written to one reader.
protocol Outbox: AnyObject, Sendable {
    var outboxBytes: Int { get }
}

/// The outboxes of all readers that are connected: asked only when somebody wants to know.
final class Outboxes: Sendable {
    private let open = NIOLockedValueBox<[ObjectIdentifier: any Outbox]>([:])

    func enter(_ outbox: any Outbox) { open.withLockedValue { $0[ObjectIdentifier(outbox)] = outbox } }

    func leave(_ outbox: any Outbox) { open.withLockedValue { $0[ObjectIdentifier(outbox)] = nil } }

    /// Bytes that wait in all of them, and in the fullest.
    var fill: (total: Int, largest: Int) {
        // Each has a lock of its own, and nobody who comes or goes should wait for all of them.
        let sizes = open.withLockedValue { Array($0.values) }.map(\.outboxBytes)
        return (sizes.reduce(0, +), sizes.max() ?? 0)
    }
}
