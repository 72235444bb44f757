import Synchronization

/// Something that happens once, perhaps on another thread, and can be awaited.
final class Signal<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [CheckedContinuation<Value, Never>] = []
    }

    private let state = Mutex(State())

    /// The first value counts.
    func fire(_ value: Value) {
        let waiters = state.withLock { state in
            guard state.value == nil else { return [CheckedContinuation<Value, Never>]() }
            state.value = value
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: value) }
    }

    var hasFired: Bool { state.withLock { $0.value != nil } }

    func wait() async -> Value {
        await withCheckedContinuation { continuation in
            let value = state.withLock { state in
                if state.value == nil { state.waiters.append(continuation) }
                return state.value
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}

extension Signal<Void> {
    func fire() { fire(()) }

    /// For a thread of a scripted server.
    func waitOnThread() {
        let semaphore = ThreadGate()
        Task {
            await wait()
            semaphore.open()
        }
        semaphore.wait()
    }
}
