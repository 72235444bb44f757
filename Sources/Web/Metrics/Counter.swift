import Wire

/// What is counted since the server's start.
enum Counter: Hashable, Sendable {
    case sockets, commands, refusedMessages, slowReaders, staleReports
    case limited(Limit)
    case events
    case attempts(AttemptReason)
    case runs(RunOutcome)
    case turns(TurnOutcome)
    case tokens(Direction)

    /// Of a model's tokens.
    enum Direction: String, CaseIterable { case input, output }

    /// A rate that was exceeded (ACC9).
    enum Limit: String, CaseIterable {
        case requests, sessions, prompts, commands
        case signIns = "sign_ins"
    }

    static let families: [MetricFamily<Counter>] = [
        .init("sandglass_sockets_total", "Sockets opened since the start.", .sockets),
        .init("sandglass_commands_total", "Commands received from tabs.", .commands),
        .init(
            "sandglass_refused_messages_total", "Messages that were not of the protocol, or out of its bounds.",
            .refusedMessages),
        .init(
            "sandglass_slow_readers_total", "Connections and event streams closed because their outbox was full.",
            .slowReaders),
        .init(
            "sandglass_stale_reports_total", "Reports of a run from a tab that does not have its lease.", .staleReports),
        .init("sandglass_limited_total", "What was held back by a rate limit.", by: "limit", Counter.limited),
        .init("sandglass_events_total", "Events appended to the log.", .events),
        .init("sandglass_attempts_total", "Attempts begun; repairs are among them.", by: "reason", Counter.attempts),
        .init("sandglass_runs_total", "Runs ended.", by: "outcome", Counter.runs),
        .init(
            "sandglass_tokens_total", "Tokens of answers, as providers counted them.", by: "direction", Counter.tokens),
        .init("sandglass_turns_total", "Turns ended.", by: "outcome", Counter.turns),
    ]
}
