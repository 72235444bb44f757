public import Wire

/// Something measured in a session, for an operator's metrics. It names nobody and quotes nothing.
public enum Observation: Sendable, Hashable {
    case attempt(AttemptReason)
    /// A model began to answer.
    case firstToken(after: Duration)
    /// A model's answer ended, so long after it was asked.
    case answer(AnswerFate, after: Duration)
    /// What a provider counted of an answer.
    case tokens(TokenCount)
    /// `clocks` is nil for a run that was leased before the server started.
    case run(RunOutcome, clocks: RunClocks?)
    case turn(TurnOutcome)
    /// So many events were committed together, which took so long. `shown` is the time from the oldest of them being
    /// decided to the last reader having all of them in its outbox; nil when nobody reads live.
    case commit(events: Int, took: Duration, shown: Duration?)
}

/// What became of a question to a model.
public enum AnswerFate: String, Sendable, CaseIterable {
    case complete, failed, stopped
}

/// How long a run took.
public struct RunClocks: Sendable, Hashable {
    /// From its lease to its outcome, as the server saw it.
    public var whole: Duration
    /// What its tab said of it, none longer than the whole; nil when it said nothing.
    public var parts: RunTimings?

    public init(whole: Duration, parts: RunTimings?) {
        self.whole = whole
        self.parts = parts
    }

    /// - Parameters:
    ///   - elapsed: milliseconds from the lease to the outcome.
    ///   - told: as the tab reported it, which may be too much.
    init(elapsed: Int, told: RunTimings) {
        whole = .milliseconds(elapsed)
        guard told != RunTimings() else { return }
        parts = RunTimings(
            packagesMs: min(told.packagesMs, elapsed), execMs: min(told.execMs, elapsed),
            serializeMs: min(told.serializeMs, elapsed))
    }
}
