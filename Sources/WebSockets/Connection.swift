import NIOConcurrencyHelpers
public import NIOCore

/// One accepted WebSocket: messages in, frames out.
///
/// Out: buffers are gathered and written with one flush per turn of the event loop. In: an async sequence; reading pauses
/// while the application is behind.
public final class Connection: Sendable {
    public enum Message: Sendable, Equatable {
        case text(ByteBuffer)
        case binary(ByteBuffer)
        /// The message is larger than the limit, in bytes; nothing more follows.
        case tooLarge(limit: Int)
        /// The server is shutting down.
        case goingAway

        fileprivate var bytes: Int {
            switch self {
            case .text(let bytes), .binary(let bytes): bytes.readableBytes
            case .tooLarge, .goingAway: 0
            }
        }
    }

    public let messages: AsyncStream<Message>
    let channel: any Channel
    private let inbox: AsyncStream<Message>.Continuation
    private let limits: SocketLimits
    let agreement: DeflateAgreement?
    private let state: NIOLockedValueBox<State>

    private struct State {
        var pending: [ByteBuffer] = []
        /// Bytes that have been taken and are not yet in the kernel.
        var outstanding = 0
        /// The largest buffer among them.
        var largest = 0
        var isFlushScheduled = false
        var isClosing = false
        var waiters: [CheckedContinuation<Void, Never>] = []
        /// Bytes of each message that the application has not dealt with.
        var unread: [Int] = []
        var isReadingPaused = false
        /// What the peer did that ends the connection once the application has dealt with what came before.
        var failure: (code: UInt16, reason: String)?
        var lastHeard = NIODeadline.now()
        var isAdmitted = false
        var peerCode: UInt16?
        /// nil where nothing is compressed.
        var history: PeerHistory?

        /// True when a flush has to be scheduled.
        mutating func queue(_ frames: ByteBuffer) -> Bool {
            pending.append(frames)
            outstanding += frames.readableBytes
            largest = max(largest, frames.readableBytes)
            defer { isFlushScheduled = true }
            return !isFlushScheduled
        }
    }

    package init(channel: any Channel, limits: SocketLimits, agreement: DeflateAgreement? = nil) {
        self.channel = channel
        self.limits = limits
        self.agreement = agreement
        state = NIOLockedValueBox(State(history: agreement.map(PeerHistory.init)))
        (messages, inbox) = AsyncStream.makeStream(of: Message.self)
    }

    /// The peer's IP address, without its port.
    public var remoteAddress: String { channel.remoteAddress?.ipAddress ?? "local" }

    // MARK: Out

    private enum Queueing { case full, queued, schedule }

    /// Queues messages. False when the outbox is full: nothing was queued, and the reader should be sent away.
    @discardableResult
    public func write(_ frames: Frames) -> Bool {
        guard let agreement else { return write(frames.plain) }
        // The event loop waits for this lock, and should not wait for the compressor.
        frames.prepare(for: agreement)
        return finish(
            state.withLockedValue { state in
                var history = state.history
                let queueing = queue(frames.bytes(for: &history), &state)
                if queueing != .full { state.history = history }
                return queueing
            })
    }

    /// Queues frames as they are.
    @discardableResult
    package func write(_ bytes: ByteBuffer) -> Bool { finish(state.withLockedValue { queue(bytes, &$0) }) }

    private func queue(_ bytes: ByteBuffer, _ state: inout State) -> Queueing {
        if state.isClosing { return .queued }
        // Who is still being sent one large buffer is not a slow reader for that.
        if state.outstanding - state.largest > limits.outboxBytes { return .full }
        return state.queue(bytes) ? .schedule : .queued
    }

    private func finish(_ queueing: Queueing) -> Bool {
        if queueing == .schedule { scheduleFlush() }
        return queueing != .full
    }

    /// Begins the closing handshake; what was queued before goes out first. The connection is cut when the peer does not
    /// answer in time.
    public func close(_ code: UInt16, reason: String) {
        let begins = state.withLockedValue { state in
            guard !state.isClosing else { return false }
            _ = state.queue(Frame.close(code, reason: reason))
            state.isClosing = true
            return true
        }
        guard begins else { return }
        scheduleFlush()
        let channel = channel
        channel.eventLoop.scheduleTask(in: .seconds(Int64(limits.closeTimeout))) { channel.close(promise: nil) }
    }

    /// Returns when all that was queued has left for the kernel, or the connection is gone.
    public func drained() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLockedValue { state in
                if state.outstanding > 0 { state.waiters.append(continuation) }
                return state.outstanding == 0
            }
            if isEmpty { continuation.resume() }
        }
    }

    private func scheduleFlush() {
        channel.eventLoop.execute { self.flush() }
    }

    private func flush() {
        let buffers = state.withLockedValue { state in
            state.isFlushScheduled = false
            defer { state.pending = [] }
            return state.pending
        }
        guard let last = buffers.last else { return }
        for buffer in buffers.dropLast() { channel.write(buffer, promise: nil) }
        let bytes = buffers.reduce(0) { $0 + $1.readableBytes }
        channel.writeAndFlush(last).whenComplete { _ in self.left(bytes) }
    }

    private func left(_ bytes: Int) {
        let waiters = state.withLockedValue { state in
            state.outstanding -= bytes
            guard state.outstanding == 0 else { return [CheckedContinuation<Void, Never>]() }
            state.largest = 0
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    // MARK: In

    /// Milliseconds since the peer last sent anything, part of a message included.
    public var quietMilliseconds: Int {
        let quiet = NIODeadline.now() - state.withLockedValue { $0.lastHeard }
        return Int(quiet.nanoseconds / 1_000_000)
    }

    /// The code of the peer's close frame, when it began the closing handshake with one.
    public var peerClosedWith: UInt16? { state.withLockedValue { $0.peerCode } }

    /// Whether the closing handshake has begun: what the peer still says is of no account.
    public var isClosing: Bool { state.withLockedValue { $0.isClosing } }

    /// The client may send messages as large as the limits allow.
    public func admit() { state.withLockedValue { $0.isAdmitted = true } }

    /// Returns how many bytes a message may have by now.
    func heard() -> Int {
        state.withLockedValue { state in
            state.lastHeard = .now()
            return state.isAdmitted ? limits.messageBytes : limits.openingBytes
        }
    }

    /// To be called when a message has been dealt with, its answers written, so that reading goes on.
    public func consumed() {
        let (resumes, failure) = state.withLockedValue { state in
            if !state.unread.isEmpty { state.unread.removeFirst() }
            let failure = state.unread.isEmpty ? state.failure : nil
            guard state.isReadingPaused, state.unread.count <= limits.inboxMessages / 2,
                state.unread.reduce(0, +) < limits.inboxBytes
            else { return (false, failure) }
            state.isReadingPaused = false
            return (true, failure)
        }
        if let failure { close(failure.code, reason: failure.reason) }
        if resumes { setReading(true) }
    }

    func received(_ message: Message) {
        enum Verdict { case dropped, taken, takenAndFull }
        let verdict: Verdict = state.withLockedValue { state in
            // Nobody waits for it any more, and it would only take memory.
            if state.isClosing { return .dropped }
            state.unread.append(message.bytes)
            guard !state.isReadingPaused,
                state.unread.count >= limits.inboxMessages || state.unread.reduce(0, +) >= limits.inboxBytes
            else { return .taken }
            state.isReadingPaused = true
            return .takenAndFull
        }
        if verdict == .takenAndFull { setReading(false) }
        if verdict != .dropped { inbox.yield(message) }
    }

    /// The peer broke the rules: closes once the application has dealt with the messages before, so that their answers are
    /// sent.
    func failed(_ code: UInt16, reason: String) {
        let isNow = state.withLockedValue { state in
            state.failure = (code, reason)
            return state.unread.isEmpty
        }
        if isNow { close(code, reason: reason) }
    }

    func pong(_ payload: ByteBuffer) {
        let schedules = state.withLockedValue { state in
            // A peer that pings without reading gets no answer beyond its outbox.
            !state.isClosing && state.outstanding <= limits.outboxBytes && state.queue(Frame.pong(payload))
        }
        if schedules { scheduleFlush() }
    }

    /// The peer closed, or the connection is gone: no message follows.
    /// - Parameter code: of the peer's close frame.
    package func ended(_ code: UInt16? = nil) {
        inbox.finish()
        let waiters = state.withLockedValue { state in
            state.isClosing = true
            if let code { state.peerCode = code }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func setReading(_ isReading: Bool) {
        channel.setOption(.autoRead, value: isReading).whenFailure { _ in }
    }
}
