import Turns

/// Wakes its owner at the earliest moment it was last set to.
struct Alarm {
    private var due: Moment?
    private var task: Task<Void, Never>?

    private static let origin = ContinuousClock.now

    static var now: Moment {
        let elapsed = ContinuousClock.now - origin
        return Moment(milliseconds: Int(elapsed / .milliseconds(1)))
    }

    /// Sets the alarm, or with nil turns it off.
    mutating func set(for moment: Moment?, ring: @escaping @Sendable () async -> Void) {
        guard moment != due else { return }
        task?.cancel()
        due = moment
        task = moment.map { moment in
            Task {
                let instant = Self.origin.advanced(by: .milliseconds(moment.milliseconds))
                guard (try? await Task.sleep(until: instant, clock: .continuous)) != nil else { return }
                await ring()
            }
        }
    }

    /// To be called when it rang: the same moment may be set again.
    mutating func rang() { due = nil }
}
