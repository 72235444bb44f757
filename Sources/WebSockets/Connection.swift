package import NIOCore

/// One accepted WebSocket: messages in, frames out.
///
/// Out: buffers are gathered, with those of the loop's other connections, and written with one flush per turn of the event
/// loop. In: an async sequence; reading pauses while the application is behind.
public final class Connection: Sendable {
    public let messages: AsyncStream<Message>
    let channel: any Channel
    private let inbox: AsyncStream<Message>.Continuation
    private let limits: SocketLimits
    private let outbox: LoopOutbox
    let agreement: DeflateAgreement?
    private let state: StateLock<State>
    /// Of the channel's handler, from its beginning to its end, on the event loop alone. The way through the channel passes by
    /// twice as many objects, which are in no cache of the processor where there are ten thousand connections.
    nonisolated(unsafe) var context: ChannelHandlerContext?
    /// Bytes that the channel has and that no promise tells of, likewise on the event loop alone: a promise for every token costs
    /// more than all else that is done here for it, and so few bytes say nothing of a slow reader.
    nonisolated(unsafe) private var untold = 0
    /// Whether somebody waits for all to have left; whether the channel has bytes that it was not told to write.
    nonisolated(unsafe) private var isAwaited = false
    nonisolated(unsafe) private var isUnflushed = false

    private struct State {
        /// Bytes that have been taken and are not yet in the kernel.
        var outstanding = 0
        /// The largest buffer among them.
        var largest = 0
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
    }

    /// - Parameter outbox: the event loop's.
    init(channel: any Channel, limits: SocketLimits, agreement: DeflateAgreement? = nil, outbox: LoopOutbox) {
        self.channel = channel
        self.limits = limits
        self.outbox = outbox
        self.agreement = agreement
        state = StateLock(State(history: agreement.map(PeerHistory.init)))
        (messages, inbox) = AsyncStream.makeStream(of: Message.self)
    }

    /// A connection that writes by itself.
    package convenience init(channel: any Channel, limits: SocketLimits, agreement: DeflateAgreement? = nil) {
        self.init(channel: channel, limits: limits, agreement: agreement, outbox: LoopOutbox(channel.eventLoop))
    }

    /// The peer's IP address, without its port.
    public var remoteAddress: String { channel.remoteAddress?.ipAddress ?? "local" }

    // MARK: Out

    /// Whether the peer can read broadcasts that refer to those before.
    public var sharesHistory: Bool { agreement?.sharesHistory ?? false }

    private enum Queueing { case full, queued, schedule }

    /// Queues messages. False when the outbox is full: nothing was queued, and the reader should be sent away.
    @discardableResult
    public func write(_ frames: Frames) -> Bool {
        guard let agreement else { return write(frames.plain) }
        // The event loop waits for this lock, and should not wait for the compressor.
        frames.prepare(for: agreement)
        return finish(
            state.withLock { state in
                var history = state.history
                let queueing = queue(frames.bytes(for: &history), &state)
                if queueing != .full { state.history = history }
                return queueing
            })
    }

    /// Queues frames as they are.
    @discardableResult
    package func write(_ bytes: ByteBuffer) -> Bool { finish(state.withLock { queue(bytes, &$0) }) }

    private func queue(_ bytes: ByteBuffer, _ state: inout State) -> Queueing {
        if state.isClosing { return .queued }
        // Who is still being sent one large buffer is not a slow reader for that.
        if state.outstanding - state.largest > limits.outboxBytes { return .full }
        return take(bytes, &state)
    }

    private func take(_ bytes: ByteBuffer, _ state: inout State) -> Queueing {
        state.outstanding += bytes.readableBytes
        state.largest = max(state.largest, bytes.readableBytes)
        return outbox.add(bytes, for: self) ? .schedule : .queued
    }

    @discardableResult
    private func finish(_ queueing: Queueing) -> Bool {
        if queueing == .schedule { outbox.scheduleFlush() }
        return queueing != .full
    }

    /// Begins the closing handshake; what was queued before goes out first. The connection is cut when the peer does not
    /// answer in time.
    public func close(_ code: UInt16, reason: String) {
        let queueing: Queueing? = state.withLock { state in
            guard !state.isClosing else { return nil }
            state.isClosing = true
            return take(Frame.close(code, reason: reason), &state)
        }
        guard let queueing else { return }
        finish(queueing)
        let channel = channel
        channel.eventLoop.scheduleTask(in: .seconds(Int64(limits.closeTimeout))) { channel.close(promise: nil) }
    }

    /// Bytes that have been taken and are not yet in the kernel.
    public var outstandingBytes: Int { state.withLock { $0.outstanding } }

    /// Returns when all that was queued has left for the kernel, or the connection is gone.
    public func drained() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.outstanding > 0 { state.waiters.append(continuation) }
                return state.outstanding == 0
            }
            if isEmpty { continuation.resume() } else { outbox.eventLoop.execute { self.tell() } }
        }
    }

    /// Returns when the channel is closed.
    func gone() async {
        await withUnsafeContinuation { continuation in
            channel.closeFuture.whenComplete { _ in continuation.resume() }
        }
    }

    /// Hands over to the channel; to be called on the event loop.
    func send(_ bytes: ByteBuffer, flushing: Bool) {
        untold += bytes.readableBytes
        let isTold = isAwaited || context == nil || untold >= limits.outboxBytes / 64
        let promise = isTold ? promiseOfUntold() : nil
        if flushing {
            context?.writeAndFlush(NIOAny(bytes), promise: promise)
        } else {
            isUnflushed = true
            context?.write(NIOAny(bytes), promise: promise)
        }
    }

    /// Kept when what is written with it has left, and all before it. Without a channel that is now.
    private func promiseOfUntold() -> EventLoopPromise<Void>? {
        let count = untold
        untold = 0
        guard context != nil else {
            left(count)
            return nil
        }
        let promise = outbox.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { _ in self.left(count) }
        return promise
    }

    /// Somebody waits from now on.
    private func tell() {
        isAwaited = true
        guard untold > 0, let promise = promiseOfUntold() else { return }
        context?.writeAndFlush(NIOAny(ByteBuffer()), promise: promise)
    }

    /// To be called on the event loop, after all of a turn's bytes.
    func flush() {
        guard isUnflushed else { return }
        isUnflushed = false
        context?.flush()
    }

    private func left(_ bytes: Int) {
        let waiters = state.withLock { state in
            state.outstanding -= bytes
            guard state.outstanding == 0 else { return [CheckedContinuation<Void, Never>]() }
            state.largest = 0
            isAwaited = false
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    // MARK: In

    /// Milliseconds since the peer last sent anything, part of a message included, or the application had something of it
    /// to deal with: meanwhile reading may be paused.
    public var quietMilliseconds: Int {
        let since = state.withLock { $0.unread.isEmpty ? $0.lastHeard : .now() }
        return Int((NIODeadline.now() - since).nanoseconds / 1_000_000)
    }

    /// The code of the peer's close frame, when it began the closing handshake with one.
    public var peerClosedWith: UInt16? { state.withLock { $0.peerCode } }

    /// Whether the closing handshake has begun: what the peer still says is of no account.
    public var isClosing: Bool { state.withLock { $0.isClosing } }

    /// The client may send messages as large as the limits allow.
    public func admit() { state.withLock { $0.isAdmitted = true } }

    /// Returns how many bytes a message may have by now.
    func heard() -> Int {
        state.withLock { state in
            state.lastHeard = .now()
            return state.isAdmitted ? limits.messageBytes : limits.openingBytes
        }
    }

    /// To be called when a message has been dealt with, its answers written, so that reading goes on.
    public func consumed() {
        let (resumes, failure) = state.withLock { state in
            if !state.unread.isEmpty { state.unread.removeFirst() }
            state.lastHeard = .now()
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
        let verdict: Verdict = state.withLock { state in
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
        let isNow = state.withLock { state in
            state.failure = (code, reason)
            return state.unread.isEmpty
        }
        if isNow { close(code, reason: reason) }
    }

    func pong(_ payload: ByteBuffer) {
        finish(
            state.withLock { state in
                // A peer that pings without reading gets no answer beyond its outbox.
                guard !state.isClosing, state.outstanding <= limits.outboxBytes else { return .queued }
                return take(Frame.pong(payload), &state)
            })
    }

    /// The peer closed, or the connection is gone: no message follows.
    /// - Parameter code: of the peer's close frame.
    package func ended(_ code: UInt16? = nil) {
        inbox.finish()
        let waiters = state.withLock { state in
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
