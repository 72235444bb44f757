import Foundation
import Turns

/// What the shell's clocks say: machines are told the time and never read it.
struct ClockReading: Sendable, Hashable {
    /// For intervals.
    var moment: Moment
    /// For people: milliseconds since 1970.
    var unix: Int

    static var now: ClockReading {
        ClockReading(moment: Alarm.now, unix: Int(Date.now.timeIntervalSince1970 * 1_000))
    }
}
