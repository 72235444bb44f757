import NIOConcurrencyHelpers
import Turns
import Wire

/// Notices a connection whose hello does not come, or that has gone silent.
final class SilenceWatch: Sendable {
    private let isGreeted = NIOLockedValueBox(false)
    private let helloDue: Moment
    private let silence: Int
    private let clock: ServerClock

    /// - Parameters:
    ///   - hello: milliseconds until the hello (OPN1).
    ///   - silence: milliseconds without a byte (OPN7).
    init(hello: Int, silence: Int, clock: ServerClock) {
        helloDue = clock.now + hello
        self.silence = silence
        self.clock = clock
    }

    /// The hello came; from now on silence counts.
    func greeted() { isGreeted.withLockedValue { $0 = true } }

    /// Returns the code to close with when it is time, nil when cancelled.
    /// - Parameter quiet: milliseconds since the peer was last heard.
    func wait(quiet: @Sendable () -> Int) async -> CloseCode? {
        while true {
            let isGreeted = isGreeted.withLockedValue { $0 }
            let left = isGreeted ? silence - quiet() : helloDue.milliseconds - clock.now.milliseconds
            if left <= 0 { return isGreeted ? .silent : .noHello }
            guard (try? await Task.sleep(for: .milliseconds(left))) != nil else { return nil }
        }
    }
}
