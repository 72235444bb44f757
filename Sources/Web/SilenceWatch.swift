import NIOConcurrencyHelpers
import Turns
import Wire

/// Notices a connection whose hello does not come, or that has gone silent.
final class SilenceWatch: Sendable {
    private let state: NIOLockedValueBox<(deadline: Moment, isGreeted: Bool)>
    private let silence: Int
    private let clock: ServerClock

    /// - Parameters:
    ///   - hello: milliseconds until the hello (OPN1).
    ///   - silence: milliseconds without any frame (OPN7).
    init(hello: Int, silence: Int, clock: ServerClock) {
        state = NIOLockedValueBox((clock.now + hello, false))
        self.silence = silence
        self.clock = clock
    }

    func heard() {
        state.withLockedValue { if $0.isGreeted { $0.deadline = clock.now + silence } }
    }

    /// The hello came; from now on silence counts.
    func greeted() {
        state.withLockedValue { state in
            guard !state.isGreeted else { return }
            state = (clock.now + silence, true)
        }
    }

    /// Returns the code to close with when it is time, nil when cancelled.
    func wait() async -> CloseCode? {
        while true {
            let (deadline, isGreeted) = state.withLockedValue { $0 }
            let left = deadline.milliseconds - clock.now.milliseconds
            if left <= 0 { return isGreeted ? .silent : .noHello }
            guard (try? await Task.sleep(for: .milliseconds(left))) != nil else { return nil }
        }
    }
}
