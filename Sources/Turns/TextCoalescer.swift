public import Wire

/// Gathers a model's deltas into few events: the first goes at once, the rest at most every `interval`, and as long as the log
/// is behind, those that come meanwhile go together (EVT3).
public struct TextCoalescer: Sendable {
    /// Milliseconds between two events of a stream.
    private let interval: Int
    private var pending: [AnswerDelta] = []
    private var lastFlush: Moment?

    public init(interval: Int) { self.interval = interval }

    /// When `flush` is due; nil while nothing is pending.
    public var deadline: Moment? {
        guard !pending.isEmpty else { return nil }
        return lastFlush.map { $0 + interval }
    }

    /// What may be logged now.
    /// - Parameter isHeld: what was logged before is not on the disk yet, and this waits for it.
    public mutating func add(_ delta: AnswerDelta, at now: Moment, isHeld: Bool = false) -> [AnswerDelta] {
        guard !delta.text.isEmpty else { return [] }
        // One piece per channel, however often the model changes between them.
        if let place = pending.firstIndex(where: { $0.channel == delta.channel }) {
            pending[place].text += delta.text
        } else {
            pending.append(delta)
        }
        return isHeld ? [] : due(at: now)
    }

    /// What has waited for long enough.
    public mutating func due(at now: Moment) -> [AnswerDelta] {
        if let lastFlush, now < lastFlush + interval { return [] }
        return flush(at: now)
    }

    /// All that is pending, each channel's text in order.
    public mutating func flush(at now: Moment) -> [AnswerDelta] {
        defer { pending = [] }
        if !pending.isEmpty { lastFlush = now }
        return pending
    }
}
