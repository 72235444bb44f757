import Foundation
import Turns
public import Wire

/// What a turn came to, in a line.
public struct TurnSummary: Sendable, Hashable {
    public let prompt: String
    public private(set) var attempts = 0
    public private(set) var outcome: TurnOutcome?
    /// As `TokenTally` counts them.
    public private(set) var tokens = 0
    /// From its prompt to its end.
    public private(set) var seconds = 0.0
    private var tally = TokenTally()
    private let began: Date?

    /// Nil for an event that begins no turn.
    public init?(_ event: Event) {
        guard case .turnStarted(_, let prompt, _, _) = event.body else { return nil }
        self.prompt = prompt
        began = event.at.flatMap(Timestamp.date)
    }

    /// Takes the turn's next event.
    public mutating func apply(_ event: Event) {
        guard outcome == nil else { return }
        tally.apply(event.body)
        switch event.body {
        case .attemptStarted: attempts += 1
        case .turnEnded(_, let outcome, _):
            self.outcome = outcome
            tokens = tally.used.tokens
            if let began, let ended = event.at.flatMap(Timestamp.date) { seconds = ended.timeIntervalSince(began) }
        default: break
        }
    }
}
