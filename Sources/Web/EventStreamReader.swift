import NIOConcurrencyHelpers
import Sessions
import Wire

/// A reader of `GET …/events` as server-sent events; a reader that falls behind its bound is cut off and comes back with
/// `Last-Event-ID`.
final class EventStreamReader: Subscriber, Outbox {
    let texts: AsyncStream<String>
    private let metrics: Metrics
    private let output: AsyncStream<String>.Continuation
    private let state = NIOLockedValueBox(State())

    private struct State {
        /// UTF-8 bytes of what waits, and of the largest among it.
        var unwritten = 0
        var largest = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
        var isOver = false
    }

    init(metrics: Metrics) {
        self.metrics = metrics
        (texts, output) = AsyncStream.makeStream(of: String.self)
        output.onTermination = { [weak self] _ in self?.end() }
    }

    func deliver(_ batch: EventBatch) {
        send(batch.events.map { "id: \($0.seq)\ndata: \(String(decoding: $0.json, as: UTF8.self))\n\n" }.joined())
    }

    /// A comment, which readers skip: writing it shows whether the reader is still there.
    func beat() { send(":\n\n") }

    private func send(_ text: String) {
        enum Verdict { case taken, full, over }
        let verdict: Verdict = state.withLockedValue { state in
            if state.isOver { return .over }
            guard state.unwritten - state.largest <= Limits.outboxBytes else { return .full }
            state.unwritten += text.utf8.count
            state.largest = max(state.largest, text.utf8.count)
            return .taken
        }
        switch verdict {
        case .taken: output.yield(text)
        case .full:
            metrics.add(to: .slowReaders)
            output.finish()
        case .over: break
        }
    }

    var outboxBytes: Int { state.withLockedValue { $0.unwritten } }

    /// Presence and replies are for tabs.
    func send(_ message: ServerMessage) {}

    func close(_ code: CloseCode) { output.finish() }

    func drained() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLockedValue { state in
                if state.unwritten == 0 || state.isOver { return true }
                state.waiters.append(continuation)
                return false
            }
            if isEmpty { continuation.resume() }
        }
    }

    /// To be called for every text that was written.
    func written(_ text: String) {
        release { state in
            state.unwritten -= text.utf8.count
            if state.unwritten == 0 { state.largest = 0 }
        }
    }

    private func end() { release { $0.isOver = true } }

    private func release(_ change: (inout State) -> Void) {
        let waiters = state.withLockedValue { state in
            change(&state)
            guard state.unwritten == 0 || state.isOver else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
