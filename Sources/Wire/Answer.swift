/// A channel of an attempt's text: what the model says, or what it thinks aloud first.
public enum TextChannel: String, Sendable, CaseIterable {
    case answer, thinking
}

/// A piece of a model's answer as it streams in.
public struct AnswerDelta: Sendable, Hashable {
    public var channel: TextChannel
    public var text: String

    public init(channel: TextChannel, text: String) {
        self.channel = channel
        self.text = text
    }
}

/// How a model's answer ended, when it ended by its own word.
public struct AnswerEnd: Sendable, Hashable {
    public enum Reason: String, Sendable, CaseIterable {
        /// The model finished by itself.
        case stop
        /// It was cut off by a limit on its length.
        case length
    }

    public var reason: Reason
    /// Tokens as the provider counted them; nil where it did not say.
    public var inputTokens: Int?
    public var outputTokens: Int?

    public init(reason: Reason, inputTokens: Int? = nil, outputTokens: Int? = nil) {
        self.reason = reason
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
    }

    /// What the provider counted, within bounds; nil where it counted nothing.
    public var tokens: TokenCount? {
        guard inputTokens != nil || outputTokens != nil else { return nil }
        let count = { (tokens: Int?) in min(max(tokens ?? 0, Limits.tokens.lowerBound), Limits.tokens.upperBound) }
        return TokenCount(input: count(inputTokens), output: count(outputTokens))
    }
}

/// Why a model gave no whole answer. `message` is one sentence for a person: what happened, and what to try.
public struct AnswerFailure: Error, Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// No connection, none within the time for it, or it broke before the first byte.
        case unreachable
        /// No delta for the idle timeout, or 408.
        case timeout
        /// 401 or 403.
        case unauthorized
        /// 429 that may pass.
        case rateLimited
        /// A credit or spend limit: trying again does not help.
        case quota
        /// 400, 404, 413, 422: the request is wrong (address, model name, size).
        case badRequest
        /// 5xx, 529, or an error inside a stream.
        case server
        /// The model would not answer, or its provider's filter did not let it.
        case refused
        /// Not the protocol: HTML, broken JSON, a line without end.
        case malformed
        /// The stream ended without its end marker.
        case truncated
        /// More text than `Limits.answerBytes`.
        case tooLong
        case cancelled
    }

    public var kind: Kind
    public var message: String
    /// The HTTP status, when one was received.
    public var status: Int?
    /// Seconds after which the server allows another try (`Retry-After`).
    public var retryAfter: Int?

    public init(_ kind: Kind, _ message: String, status: Int? = nil, retryAfter: Int? = nil) {
        self.kind = kind
        self.message = message
        self.status = status
        self.retryAfter = retryAfter
    }
}
