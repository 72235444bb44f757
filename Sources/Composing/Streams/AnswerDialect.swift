public import Wire

/// What one provider's events mean. A value reads one answer, and remembers what of its end it has seen.
public protocol AnswerDialect: Sendable {
    init(redaction: Redaction)

    /// What an event adds to the answer.
    mutating func read(_ event: ServerSentEvent) throws(AnswerFailure) -> [AnswerDelta]

    /// The whole answer, from a server that does not stream although it was asked to.
    mutating func read(document: JSON) throws(AnswerFailure) -> [AnswerDelta]

    /// Nothing follows: what was held back because it depended on that.
    mutating func flush() -> [AnswerDelta]

    /// The provider's end marker and what it said with it; nil until then.
    var end: AnswerEnd? { get }

    /// The provider's very last word was read: not even usage may follow.
    var isComplete: Bool { get }
}

public typealias ChatCompletionStream = AnswerStream<ChatCompletionDialect>
public typealias MessagesStream = AnswerStream<MessagesDialect>
