public import Wire

/// A streamed answer of Gemini (ai.google.dev/api/generate-content).
///
/// Complete where the body ends behind a `finishReason`; there is no `[DONE]`. A part that is a call is the program
/// (`ProgramCalls`); others that lack a text (code that Google ran, images) are ignored; parts marked `thought` are thinking.
/// Without `alt=sse` the answer is one JSON array of what elsewhere are events.
public struct GeminiDialect: AnswerDialect {
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
        reason.map { AnswerEnd(reason: $0, inputTokens: inputTokens, outputTokens: outputTokens) }
    }

    public mutating func read(_ event: ServerSentEvent) throws(AnswerFailure) -> [AnswerDelta] {
        let data = event.data.drop(while: \.isWhitespace)
        return data.isEmpty || data.hasPrefix("[DONE]") ? [] : try read(chunk: JSON(modelServer: data.utf8))
    }

    public mutating func read(document: JSON) throws(AnswerFailure) -> [AnswerDelta] {
        var deltas: [AnswerDelta] = []
        for chunk in document.array ?? [document] {
            deltas += try read(chunk: chunk)
            guard chunk["candidates"]?.array != nil || chunk["usageMetadata"] != nil else {
                throw .malformed("sent JSON that is not an answer of Gemini's API")
            }
        }
        isComplete = reason != nil
        return deltas
    }

    private mutating func read(chunk: JSON) throws(AnswerFailure) -> [AnswerDelta] {
        if chunk.hasError { throw ProviderError.inStream(chunk, redaction) }
        // The prompt was not even shown to the model.
        if chunk["promptFeedback"]?["blockReason"]?.string != nil { throw .filtered }
        if let usage = chunk["usageMetadata"] {
            inputTokens = usage["promptTokenCount"]?.integer ?? inputTokens
            let counts = ["candidatesTokenCount", "thoughtsTokenCount"].compactMap { usage[$0]?.integer }
            outputTokens = counts.isEmpty ? outputTokens : counts.reduce(0, &+)
        }
        var deltas: [AnswerDelta] = []
        for candidate in chunk["candidates"]?.array ?? [] where (candidate["index"]?.integer ?? 0) == 0 {
            for part in candidate["content"]?["parts"]?.array ?? [] {
                if let call = part["functionCall"] { deltas += calls.feed(whole: call["args"]) }
                guard let text = part["text"]?.string else { continue }
                deltas.append(AnswerDelta(channel: part["thought"] == true ? .thinking : .answer, text: text))
            }
            if let word = candidate["finishReason"]?.string { reason = try Self.reason(word) ?? reason }
        }
        return deltas
    }

    private static func reason(_ word: String) throws(AnswerFailure) -> AnswerEnd.Reason? {
        switch word {
        case "FINISH_REASON_UNSPECIFIED": return nil
        case "MAX_TOKENS": return .length
        case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY":
            throw .filtered
        case "OTHER", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS":
            throw AnswerFailure(.server, "The model server ended the answer with an error; try again.")
        default: return .stop
        }
    }
}
