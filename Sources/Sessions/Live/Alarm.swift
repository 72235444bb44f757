import Turns

/// Wakes its owner at the moment it was last set to, or before.
struct Alarm {
    /// Wakes at a moment that it was set to, no later than the last of them.
    private var sleeper: (until: Moment, task: Task<Void, Never>)?

    private static let origin = ContinuousClock.now

    static var now: Moment {
        let elapsed = ContinuousClock.now - origin
        return Moment(milliseconds: Int(elapsed / .milliseconds(1)))
    }

    /// Sets the alarm; with nil nothing is due. What is put off is not set anew: it rings before, and its owner sets it again.
    mutating func set(for moment: Moment?, ring: @escaping @Sendable () async -> Void) {
        guard let moment else { return }
        if let sleeper {
            guard moment < sleeper.until else { return }
            sleeper.task.cancel()
        }
        let task = Task {
            let instant = Self.origin.advanced(by: .milliseconds(moment.milliseconds))
            guard (try? await Task.sleep(until: instant, clock: .continuous)) != nil else { return }
            await ring()
        }
        sleeper = (moment, task)
    }

    /// To be called when it rang, so that it can be set again.
    mutating func rang() { sleeper = nil }
}
