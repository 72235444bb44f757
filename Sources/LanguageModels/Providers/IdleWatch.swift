import NIOConcurrencyHelpers

/// The clock of an `IdleTimeout`, shared by the task that reads an answer and the one that watches it.
final class IdleWatch: Sendable {
    private let timeout: NIOLockedValueBox<IdleTimeout>

    init(limit: Duration) {
        timeout = NIOLockedValueBox(IdleTimeout(limit: limit, startedAt: .now))
    }

    func received() {
        timeout.withLockedValue { $0.received() }
    }

    func waits() {
        timeout.withLockedValue { $0.waits(at: .now) }
    }

    /// Returns when the model was silent for too long; throws when the task is cancelled.
    func expiry() async throws {
        while case .ask(let instant) = timeout.withLockedValue({ $0.verdict(at: .now) }) {
            try await Task.sleep(until: instant)
        }
    }
}
