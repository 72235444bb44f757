public import Wire

/// How a provider cuts its stream into events.
public enum AnswerFraming: Sendable {
    /// Server-sent events.
    case events
    /// A JSON text on each line; each is read as an event without a name.
    case lines
}

/// What one provider's events mean. A value reads one answer, and remembers what of its end it has seen.
public protocol AnswerDialect: Sendable {
    static var framing: AnswerFraming { get }

    init(redaction: Redaction)

    /// What an event adds to the answer.
    mutating func read(_ event: ServerSentEvent) throws(AnswerFailure) -> [AnswerDelta]

    /// The whole answer, from a server that does not stream although it was asked to. Among lines it is one of them.
    mutating func read(document: JSON) throws(AnswerFailure) -> [AnswerDelta]

    /// Nothing follows: what was held back because it depended on that.
    mutating func flush() -> [AnswerDelta]

    /// The provider's end marker and what it said with it; nil until then.
    var end: AnswerEnd? { get }

    /// The provider's very last word was read: not even usage may follow.
    var isComplete: Bool { get }
}

extension AnswerDialect {
    public static var framing: AnswerFraming { .events }

    public mutating func flush() -> [AnswerDelta] { [] }
}

public typealias ChatCompletionStream = AnswerStream<ChatCompletionDialect>
public typealias MessagesStream = AnswerStream<MessagesDialect>
public typealias ResponsesStream = AnswerStream<ResponsesDialect>
public typealias OllamaStream = AnswerStream<OllamaDialect>
public typealias GeminiStream = AnswerStream<GeminiDialect>
