/// Decides whether a model has been silent for too long. It reads no clock: time is an argument.
struct IdleTimeout: Sendable, Equatable {
    enum Verdict: Equatable {
        case expired
        /// Not before then.
        case ask(at: ContinuousClock.Instant)
    }

    private let limit: Duration
    /// Nil while what came last is being dealt with: the reader's time is not the model's.
    private var waitingSince: ContinuousClock.Instant?

    init(limit: Duration, startedAt now: ContinuousClock.Instant) {
        self.limit = limit
        waitingSince = now
    }

    mutating func received() {
        waitingSince = nil
    }

    mutating func waits(at now: ContinuousClock.Instant) {
        waitingSince = now
    }

    func verdict(at now: ContinuousClock.Instant) -> Verdict {
        guard let waitingSince else { return .ask(at: now + limit) }
        let deadline = waitingSince + limit
        return deadline <= now ? .expired : .ask(at: deadline)
    }
}
