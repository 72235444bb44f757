/// One entry of a session's log (`docs/protocol.md`, "Events").
public struct Event: Sendable, Hashable {
    /// From 1, without gaps.
    public var seq: Int
    /// When it was appended, RFC 3339. Nil for `text` and `run.output`, whose `at` is a place of their own.
    public let at: String?
    public let body: EventBody

    public init(seq: Int, at: String?, body: EventBody) {
        self.seq = seq
        self.at = body.hasPlace ? nil : at
        self.body = body
    }
}

/// What happened.
public enum EventBody: Sendable, Hashable {
    case turnStarted(turn: Int, prompt: String, by: String, command: String)
    case attemptStarted(turn: Int, attempt: Int, model: String, reason: AttemptReason, by: String?, command: String?)
    case text(turn: Int, attempt: Int, channel: TextChannel, at: Int, text: String)
    /// A model's answer ended by its own word; its tokens as its provider counted them.
    case attemptAnswered(turn: Int, attempt: Int, tokens: TokenCount)
    case code(turn: Int, attempt: Int, code: String, sha256: String)
    case attemptFailed(turn: Int, attempt: Int, error: RunError)
    case runLeased(RunKey, tab: String, limits: RunLimits)
    case runProgress(RunKey, RunProgress)
    case runOutput(RunKey, at: Int, output: JSON)
    case runBlocked(RunKey, BlockedAttempt)
    case runEnded(RunKey, outcome: RunOutcome, error: RunError?, timings: RunTimings)
    case turnEnded(turn: Int, outcome: TurnOutcome, reason: String)
}

/// Why an attempt was started.
public enum AttemptReason: String, Sendable, CaseIterable {
    case first, repair, restart, rerun, fallback
}

/// How a turn ended.
public enum TurnOutcome: String, Sendable, CaseIterable {
    case plotted, answered, exhausted, cancelled, unattended, failed
}
