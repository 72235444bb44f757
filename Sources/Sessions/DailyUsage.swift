import NIOConcurrencyHelpers
import Turns

/// What the answers of each subject have used today, by the UTC day (TRN15): what the log's accounts say, where a prompt need
/// not wait for them.
final class DailyUsage: Sendable {
    private let state = NIOLockedValueBox((day: 0, usage: [String: Usage]()))

    static func day(at now: Int) -> Int { now / 86_400_000 }

    /// - Parameter now: milliseconds since 1970.
    func account(of subject: String, at now: Int) -> Account {
        state.withLockedValue {
            Account(subject: subject, used: $0.day == Self.day(at: now) ? $0.usage[subject] ?? Usage() : Usage())
        }
    }

    func add(_ charge: Charge, at now: Int) {
        state.withLockedValue { state in
            if state.day != Self.day(at: now) { state = (Self.day(at: now), [:]) }
            state.usage[charge.subject] = (state.usage[charge.subject] ?? Usage()) + charge.usage
        }
    }

    func load(_ usage: [String: Usage], at now: Int) { state.withLockedValue { $0 = (Self.day(at: now), usage) } }
}
