import Turns
import Wire

/// How fast one tab may send. What a person asks for is rare; a run reports in bursts, and what it reports must not be
/// lost.
struct TabRate {
    private var commands = TokenBucket(perMinute: 60 * Limits.commandsPerSecond, burst: Limits.commandBurst)
    private var reports = TokenBucket(perMinute: 60 * Limits.reportsPerSecond, burst: Limits.reportBurst)

    /// Nil when the message may pass; otherwise the bound that it exceeds, in words.
    mutating func exceeded(by command: Command, at now: Moment) -> String? {
        switch command.body {
        case .progress, .output, .blocked, .outcome:
            reports.take(at: now) ? nil : "\(Limits.reportsPerSecond) reports of a run a second"
        case .prompt, .cancel, .rerun, .sandbox:
            commands.take(at: now) ? nil : "\(Limits.commandsPerSecond) commands a second"
        }
    }
}
