public import Wire

/// A streamed response (platform.openai.com/docs/api-reference/responses-streaming).
///
/// Complete with `response.completed` or `response.incomplete`; there is no `[DONE]`, and where a server sends one it means
/// nothing. Reasoning comes as its text or as a summary. A call's arguments are the program (`ProgramCalls`). Whatever is
/// unknown is ignored.
public struct ResponsesDialect: AnswerDialect {
    private let redaction: Redaction
    private var calls = ProgramCalls()
    /// Something of what `response.completed` repeats was read.
    private var hasParts = false
    /// Something of the call's arguments was read.
    private var hasArguments = false
    public private(set) var end: AnswerEnd?

    public init(redaction: Redaction) {
        self.redaction = redaction
    }

    public var isComplete: Bool { end != nil }

    public mutating func read(_ event: ServerSentEvent) throws(AnswerFailure) -> [AnswerDelta] {
        let data = event.data.drop(while: \.isWhitespace)
        if data.isEmpty || data.hasPrefix("[DONE]") { return [] }
        let json = try JSON(modelServer: data.utf8)
        switch json["type"]?.string ?? event.name {
        case "response.output_text.delta", "response.refusal.delta":
            hasParts = true
            return calls.finish() + [AnswerDelta(channel: .answer, text: json["delta"]?.string ?? "")]
        case "response.reasoning_text.delta", "response.reasoning_summary_text.delta":
            return [AnswerDelta(channel: .thinking, text: json["delta"]?.string ?? "")]
        case "response.output_item.added":
            hasArguments = false
            return calls.finish()
        case "response.function_call_arguments.delta":
            (hasParts, hasArguments) = (true, true)
            return calls.feed(json["delta"]?.string ?? "")
        case "response.function_call_arguments.done":
            defer { (hasParts, hasArguments) = (true, false) }
            return hasArguments ? calls.finish() : calls.feed(whole: json["arguments"])
        case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
            // Some servers say it all at the end, and nothing before.
            let whole = hasParts ? calls.finish() : deltas(of: json["response"]?["output"]?.array ?? [])
            try finish(json["response"] ?? json)
            return whole
        case "error": throw ProviderError.inStream(json, redaction)
        default:
            if json.hasError { throw ProviderError.inStream(json, redaction) }
            return []
        }
    }

    public mutating func read(document: JSON) throws(AnswerFailure) -> [AnswerDelta] {
        if document.hasError { throw ProviderError.inStream(document, redaction) }
        guard let items = document["output"]?.array else { throw .malformed("sent JSON that is not a response") }
        try finish(document)
        return deltas(of: items)
    }

    private mutating func finish(_ response: JSON) throws(AnswerFailure) {
        if response.hasError { throw ProviderError.inStream(response, redaction) }
        let reason: AnswerEnd.Reason
        switch response["status"]?.string {
        case "completed", nil: reason = .stop
        case "incomplete":
            if response["incomplete_details"]?["reason"]?.string == "content_filter" { throw .filtered }
            reason = .length
        default: throw AnswerFailure(.server, "The model server ended the answer without completing it; try again.")
        }
        let usage = response["usage"]
        end = AnswerEnd(
            reason: reason, inputTokens: usage?["input_tokens"]?.integer, outputTokens: usage?["output_tokens"]?.integer
        )
    }

    private mutating func deltas(of items: [JSON]) -> [AnswerDelta] {
        var deltas: [AnswerDelta] = []
        for item in items {
            if item["type"]?.string == "function_call" { deltas += calls.feed(whole: item["arguments"]) }
            for part in (item["summary"]?.array ?? []) + (item["content"]?.array ?? []) {
                switch part["type"]?.string {
                case "output_text": deltas.append(AnswerDelta(channel: .answer, text: part["text"]?.string ?? ""))
                case "refusal": deltas.append(AnswerDelta(channel: .answer, text: part["refusal"]?.string ?? ""))
                case "summary_text", "reasoning_text":
                    deltas.append(AnswerDelta(channel: .thinking, text: part["text"]?.string ?? ""))
                default: break
                }
            }
        }
        return deltas
    }
}
