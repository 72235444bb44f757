public import Wire

/// Whether a model that failed is asked the same again, and when. It reads no clock and throws no dice.
///
/// What may pass is asked again: no connection, a rate, a server that failed or is overloaded (408, 409, 429, 5xx, 529, and
/// errors like them behind a 200), a stream that broke off. Never a used up credit, which does not pass, and never once a
/// piece of the answer was shown: another answer would not go on from there.
public struct RetryPolicy: Sendable, Hashable {
    public enum Verdict: Sendable, Hashable {
        case retry(milliseconds: Int)
        case giveUp
    }

    /// How often at most, within `Limits.modelRetries`.
    public var retries: Int

    public init(retries: Int = 2) {
        self.retries = min(max(retries, Limits.modelRetries.lowerBound), Limits.modelRetries.upperBound)
    }

    /// The wait is random up to a bound that doubles each time, so that those who failed together do not come back together,
    /// and begins where the server allows it.
    /// - Parameters:
    ///   - retry: how often it was asked again already.
    ///   - hasSpoken: a piece of its answer was received.
    ///   - chance: from 0 to 1, what part of the longest wait to take.
    public func verdict(on failure: AnswerFailure, retry: Int, hasSpoken: Bool, chance: Double) -> Verdict {
        guard retry < retries, !hasSpoken, failure.mayPass else { return .giveUp }
        let allowed = failure.retryAfter ?? 0
        guard allowed <= Limits.retryAfterSeconds else { return .giveUp }
        let longest = Limits.retryMilliseconds << retry
        return .retry(milliseconds: allowed * 1_000 + Int(Double(longest) * min(max(chance, 0), 1)))
    }
}

extension AnswerFailure {
    fileprivate var mayPass: Bool {
        switch kind {
        case .unreachable, .rateLimited, .server, .truncated: true
        // The server's own; a model that was silent for so long has had its time.
        case .timeout: status == 408
        case .unauthorized, .quota, .badRequest, .refused, .malformed, .tooLong, .cancelled: false
        }
    }

    /// Another model may do better: this one was not there, or was not let to answer. One that refused has answered.
    var isOfThisModel: Bool { kind != .refused && kind != .cancelled }
}
