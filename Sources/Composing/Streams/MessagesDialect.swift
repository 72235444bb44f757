public import Wire

/// A streamed message (docs.anthropic.com/en/docs/build-with-claude/streaming).
///
/// Complete with `message_stop`, or where the body ends after a `stop_reason`. A tool's input is the program
/// (`ProgramCalls`). `ping`, signatures and whatever is unknown are ignored.
public struct MessagesDialect: AnswerDialect {
    private let redaction: Redaction
    private var calls = ProgramCalls()
    private var reason: AnswerEnd.Reason?
    private var inputTokens: Int?
    private var outputTokens: Int?
    public private(set) var isComplete = false

    public init(redaction: Redaction) {
        self.redaction = redaction
    }

    public var end: AnswerEnd? {
        guard let reason = reason ?? (isComplete ? .stop : nil) else { return nil }
        return AnswerEnd(reason: reason, inputTokens: inputTokens, outputTokens: outputTokens)
    }

    public mutating func read(_ event: ServerSentEvent) throws(AnswerFailure) -> [AnswerDelta] {
        if event.data.allSatisfy(\.isWhitespace) { return [] }
        let event = try JSON(modelServer: event.data.utf8)
        switch event["type"]?.string {
        case "message_start": count(event["message"]?["usage"])
        case "content_block_start": return calls.finish() + deltas(of: event["content_block"])
        case "content_block_delta": return deltas(of: event["delta"])
        case "content_block_stop": return calls.finish()
        case "message_delta":
            count(event["usage"])
            try stop(event["delta"])
        case "message_stop":
            isComplete = true
            return flush()
        default: if event.hasError { throw ProviderError.inStream(event, redaction) }
        }
        return []
    }

    public mutating func read(document: JSON) throws(AnswerFailure) -> [AnswerDelta] {
        if document.hasError { throw ProviderError.inStream(document, redaction) }
        guard let blocks = document["content"]?.array else { throw .malformed("sent JSON that is not a message") }
        count(document["usage"])
        try stop(document)
        isComplete = true
        return blocks.flatMap { deltas(of: $0) }
    }

    public mutating func flush() -> [AnswerDelta] { calls.finish() }

    /// What a content block, or the delta of one, adds.
    private mutating func deltas(of part: JSON?) -> [AnswerDelta] {
        switch part?["type"]?.string {
        case "text", "text_delta": [AnswerDelta(channel: .answer, text: part?["text"]?.string ?? "")]
        case "thinking", "thinking_delta": [AnswerDelta(channel: .thinking, text: part?["thinking"]?.string ?? "")]
        // A block that is streamed begins with an empty input.
        case "tool_use" where part?["input"]?.members?.isEmpty == false: calls.feed(whole: part?["input"])
        case "input_json_delta": calls.feed(part?["partial_json"]?.string ?? "")
        default: []
        }
    }

    private mutating func count(_ usage: JSON?) {
        inputTokens = usage?["input_tokens"]?.integer ?? inputTokens
        outputTokens = usage?["output_tokens"]?.integer ?? outputTokens
    }

    private mutating func stop(_ holder: JSON?) throws(AnswerFailure) {
        switch holder?["stop_reason"]?.string {
        case nil: break
        case "max_tokens", "model_context_window_exceeded": reason = .length
        case "refusal": throw AnswerFailure(.refused, "The model refused to answer; put the prompt another way.")
        default: reason = .stop
        }
    }
}
