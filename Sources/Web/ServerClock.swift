import Turns

/// Time since the server started, for everything that counts rates.
struct ServerClock: Sendable {
    private let origin = ContinuousClock.now

    var now: Moment { Moment(milliseconds: Int((ContinuousClock.now - origin) / .milliseconds(1))) }
}
