public import Wire

/// A streamed chat of Ollama's own API (docs.ollama.com/api/chat): a JSON text on each line.
///
/// Complete with the line that has `done`. Where something fails in the middle, the last line has an `error` and nothing
/// else. Reasoning is `thinking`, or `<think>…</think>` in the text. A call, which comes whole, is the program (`ProgramCalls`).
public struct OllamaDialect: AnswerDialect {
    private let redaction: Redaction
    private var thoughts = ThinkTags()
    private var calls = ProgramCalls()
    public private(set) var end: AnswerEnd?

    public static var framing: AnswerFraming { .lines }

    public init(redaction: Redaction) {
        self.redaction = redaction
    }

    public var isComplete: Bool { end != nil }

    public mutating func read(_ event: ServerSentEvent) throws(AnswerFailure) -> [AnswerDelta] {
        event.data.allSatisfy(\.isWhitespace) ? [] : try read(document: JSON(modelServer: event.data.utf8))
    }

    public mutating func read(document line: JSON) throws(AnswerFailure) -> [AnswerDelta] {
        if line.hasError { throw ProviderError.inStream(line, redaction) }
        guard line["message"] != nil || line["done"] != nil else {
            throw .malformed("sent JSON that is no part of a chat")
        }
        var deltas: [AnswerDelta] = []
        if let thinking = line["message"]?["thinking"]?.string {
            deltas.append(AnswerDelta(channel: .thinking, text: thinking))
        }
        if let text = line["message"]?["content"]?.string { deltas += thoughts.feed(text) }
        for call in line["message"]?["tool_calls"]?.array ?? [] {
            deltas += flush() + calls.feed(whole: call["function"]?["arguments"])
        }
        if line["done"] == true {
            deltas += flush()
            end = AnswerEnd(
                reason: line["done_reason"]?.string == "length" ? .length : .stop,
                inputTokens: line["prompt_eval_count"]?.integer, outputTokens: line["eval_count"]?.integer)
        }
        return deltas
    }

    public mutating func flush() -> [AnswerDelta] { thoughts.finish() }
}
