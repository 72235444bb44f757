import NIOConcurrencyHelpers

/// One request and its response, between the thread that moves the bytes and the task that reads them.
///
/// The thread writes into a buffer of at most `bufferBytes`; when it is full the transfer pauses, and TCP tells the
/// server to wait, until the task has taken the buffer.
final class Transfer: Sendable {
    static let bufferBytes = 64 << 10
    static let headBytes = 64 << 10
    /// An answer of `Limits.answerBytes` whose every byte comes in an event of its own fits.
    static let bodyBytes = 1 << 30

    let request: TransferRequest
    private let inbox: TransferInbox
    private let state = NIOLockedValueBox(State())

    private struct State {
        var head: TransferHead?
        var headBytes = 0
        var bodyBytes = 0
        var buffer: [UInt8] = []
        var isPaused = false
        /// The response was given up; what still comes of it is thrown away.
        var isReleased = false
        var end: TransferEnd?
        /// Called once when something of the above has changed.
        var waiter: CheckedContinuation<Void, Never>?
    }

    init(_ request: TransferRequest, inbox: TransferInbox) {
        self.request = request
        self.inbox = inbox
    }

    // MARK: The task's side

    nonisolated(nonsending) func head() async throws(TransferFailure) -> TransferHead {
        while true {
            let known = state.withLockedValue { ($0.head, $0.end) }
            if let head = known.0 { return head }
            if case .failed(let failure) = known.1 { throw failure }
            if known.1 == .whole { throw .broken("it ended without a response") }
            await change { $0.head != nil || $0.end != nil }
        }
    }

    /// What has come of the body since; nil when it has ended. Only one task may ask.
    nonisolated(nonsending) func next() async throws(TransferFailure) -> [UInt8]? {
        var hasWaited = false
        while true {
            // A server that never pauses would never let it wait.
            if Task.isCancelled { fail(.cancelled) }
            let (bytes, resumes, end) = state.withLockedValue { state in
                let bytes = state.end == .failed(.cancelled) ? [] : state.buffer
                let resumes = state.isPaused && !bytes.isEmpty
                state.buffer = []
                if resumes { state.isPaused = false }
                return (bytes, resumes, state.end)
            }
            if resumes { inbox.post(.resume(self)) }
            if !bytes.isEmpty {
                // Where there is always more, others must have their turn too: not least who watches over this.
                if !hasWaited { await Task.yield() }
                return bytes
            }
            if case .failed(let failure) = end { throw failure }
            if end == .whole { return nil }
            await change { !$0.buffer.isEmpty || $0.end != nil }
            hasWaited = true
        }
    }

    /// Ends the transfer and closes its connection, unless it has ended.
    func fail(_ failure: TransferFailure) {
        finish(.failed(failure))
        inbox.post(.remove(self))
    }

    /// Lets the rest of the body come and be thrown away for a second, so that the connection can be used again.
    func release() {
        let isOver = state.withLockedValue { state in
            state.isReleased = true
            state.buffer = []
            return state.end != nil
        }
        if isOver { return }
        inbox.post(.resume(self))
        Task {
            try? await Task.sleep(for: .seconds(1))
            fail(.cancelled)
        }
    }

    private func change(
        isolation: isolated (any Actor)? = #isolation, until isChanged: @Sendable (inout State) -> Bool
    ) async {
        await withTaskCancellationHandler {
            // Named, the closure runs where its caller does.
            _ = isolation
            await withCheckedContinuation { continuation in
                let isReady = state.withLockedValue { state in
                    if isChanged(&state) { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            fail(.cancelled)
        }
    }

    // MARK: The thread's side

    func receive(head: TransferHead) {
        update { $0.head = head }
    }

    /// Counts a line of the head. False: the head is too large.
    func admits(headBytes count: Int) -> Bool {
        let bytes = state.withLockedValue { state in
            state.headBytes += count
            return state.headBytes
        }
        if bytes > Self.headBytes { finish(.failed(.tooLarge(bytes: Self.headBytes))) }
        return bytes <= Self.headBytes
    }

    enum Reception { case taken, paused, refused }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Reception {
        var reception = Reception.taken
        update { state in
            if state.isReleased { return }
            guard state.end == nil, state.bodyBytes + bytes.count <= Self.bodyBytes else {
                state.end = state.end ?? .failed(.tooLarge(bytes: Self.bodyBytes))
                reception = .refused
                return
            }
            guard state.buffer.isEmpty || state.buffer.count + bytes.count <= Self.bufferBytes else {
                state.isPaused = true
                reception = .paused
                return
            }
            state.bodyBytes += bytes.count
            state.buffer.append(contentsOf: bytes)
        }
        return reception
    }

    /// The first end counts.
    func finish(_ end: TransferEnd) {
        update { $0.end = $0.end ?? end }
    }

    private func update(_ change: (inout State) -> Void) {
        let waiter = state.withLockedValue { state in
            change(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
