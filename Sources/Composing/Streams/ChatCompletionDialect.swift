public import Wire

/// A streamed chat completion (platform.openai.com/docs/api-reference/chat-streaming), as OpenAI, vLLM, llama.cpp,
/// Ollama, LM Studio, NVIDIA NIM, OpenRouter, LiteLLM and DeepSeek send it.
///
/// Complete with a `finish_reason` or `[DONE]`: some servers send only one of them. Usage may come in any chunk, with
/// `choices` empty, null, absent or full. Reasoning is `reasoning_content` or `reasoning`, or `<think>…</think>` in the
/// text. A call's arguments are the program (`ProgramCalls`).
public struct ChatCompletionDialect: AnswerDialect {
    private let redaction: Redaction
    private var thoughts = ThinkTags()
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
        let data = event.data.drop(while: \.isWhitespace)
        if data.isEmpty { return [] }
        if data.hasPrefix("[DONE]") {
            isComplete = true
            return flush()
        }
        let chunk = try JSON(modelServer: data.utf8)
        if event.name == "error" { throw ProviderError.inStream(chunk, redaction) }
        return try read(chunk, part: "delta")
    }

    public mutating func read(document: JSON) throws(AnswerFailure) -> [AnswerDelta] {
        let deltas = try read(document, part: "message")
        guard document["choices"]?.array != nil else { throw .malformed("sent JSON that is not a chat completion") }
        isComplete = true
        return deltas
    }

    public mutating func flush() -> [AnswerDelta] { thoughts.finish() + calls.finish() }

    /// - Parameter part: where a choice's text is: `delta` of a chunk, `message` of a document.
    private mutating func read(_ chunk: JSON, part: String) throws(AnswerFailure) -> [AnswerDelta] {
        if chunk.hasError { throw ProviderError.inStream(chunk, redaction) }
        if chunk["object"]?.string == "error" { throw ProviderError.inStream(chunk, redaction) }
        if let usage = chunk["usage"] {
            inputTokens = usage["prompt_tokens"]?.integer ?? inputTokens
            outputTokens = usage["completion_tokens"]?.integer ?? outputTokens
        }
        var deltas: [AnswerDelta] = []
        for choice in chunk["choices"]?.array ?? [] where (choice["index"]?.integer ?? 0) == 0 {
            let text = choice[part]
            if let thinking = text?["reasoning_content"]?.string ?? text?["reasoning"]?.string {
                deltas.append(AnswerDelta(channel: .thinking, text: thinking))
            }
            let content = content(text?["content"])
            if !content.isEmpty { deltas += calls.finish() }
            deltas += content
            for call in text?["tool_calls"]?.array ?? [] { deltas += thoughts.finish() + read(call: call) }
            if let refusal = text?["refusal"]?.string { deltas.append(AnswerDelta(channel: .answer, text: refusal)) }
            if let word = choice["finish_reason"]?.string { reason = try Self.reason(word) }
        }
        return deltas
    }

    private mutating func read(call: JSON) -> [AnswerDelta] {
        let arguments = call["function"]?["arguments"]
        guard let piece = arguments?.string else { return calls.feed(whole: arguments) }
        return calls.feed(piece, id: call["id"]?.string, index: call["index"]?.integer)
    }

    /// Text, or a list of typed parts as Mistral sends them.
    private mutating func content(_ content: JSON?) -> [AnswerDelta] {
        if let text = content?.string { return thoughts.feed(text) }
        var deltas: [AnswerDelta] = []
        for part in content?.array ?? [] {
            if let text = part["text"]?.string { deltas += thoughts.feed(text) }
            for thought in part["thinking"]?.array ?? [] {
                deltas.append(AnswerDelta(channel: .thinking, text: thought["text"]?.string ?? ""))
            }
        }
        return deltas
    }

    private static func reason(_ word: String) throws(AnswerFailure) -> AnswerEnd.Reason {
        switch word {
        case "length", "max_tokens", "model_length": return .length
        case "content_filter":
            throw .filtered
        case "error": throw AnswerFailure(.server, "The model server ended the answer with an error; try again.")
        default: return .stop
        }
    }
}
