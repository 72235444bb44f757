import Testing
import Wire

@testable import Composing

/// Every oddity that was seen on the wire, from `Tests/Fixtures/models`.
struct AnswerStreamTests {
    struct Body: CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var expected: JSON

        var testDescription: String { name }
    }

    /// What reading a body came to.
    struct Reading: Equatable {
        var text: [TextChannel: String] = [:]
        var outcome: Result<AnswerEnd, AnswerFailure>?

        init<Dialect: AnswerDialect>(_ dialect: Dialect.Type, _ bytes: [UInt8], cuts: [Range<Int>]) {
            var stream = AnswerStream<Dialect>()
            for cut in cuts { add(stream.feed(bytes[cut])) }
            add(stream.finish())
            outcome = stream.outcome
        }

        private mutating func add(_ deltas: [AnswerDelta]) {
            for delta in deltas { text[delta.channel, default: ""] += delta.text }
        }
    }

    static let bodies: [Body] = {
        let fixtures = Fixtures("models")
        do {
            return try fixtures.json("expectations.json").members!.map {
                Body(name: $0.key, bytes: try fixtures.bytes($0.key + ".body"), expected: $0.value)
            }
        } catch {
            fatalError("\(error)")
        }
    }()

    private func read(_ body: Body, cuts: [Range<Int>]) -> Reading {
        switch body.expected["dialect"] {
        case "messages": Reading(MessagesDialect.self, body.bytes, cuts: cuts)
        case "responses": Reading(ResponsesDialect.self, body.bytes, cuts: cuts)
        case "ollama": Reading(OllamaDialect.self, body.bytes, cuts: cuts)
        case "gemini": Reading(GeminiDialect.self, body.bytes, cuts: cuts)
        default: Reading(ChatCompletionDialect.self, body.bytes, cuts: cuts)
        }
    }

    @Test("a body is read as the provider means it", arguments: bodies)
    func meaning(_ body: Body) throws {
        let reading = read(body, cuts: [0..<body.bytes.count])
        #expect(reading.text[.answer, default: ""] == body.expected["answer"]?.string)
        #expect(reading.text[.thinking, default: ""] == body.expected["thinking"]?.string)
        switch try #require(reading.outcome) {
        case .success(let end):
            let expected = body.expected["end"]
            #expect(end.reason.rawValue == expected?["reason"]?.string)
            #expect(end.inputTokens == expected?["input"]?.integer)
            #expect(end.outputTokens == expected?["output"]?.integer)
        case .failure(let failure):
            let expected = body.expected["failure"]
            #expect(failure.kind.rawValue == expected?["kind"]?.string, "\(failure.message)")
            #expect(failure.message.contains(try #require(expected?["message"]?.string)), "\(failure.message)")
            #expect(!failure.message.contains("abcdef0123456789"))
        }
    }

    @Test("a body is read the same wherever it is cut", arguments: bodies)
    func cuts(_ body: Body) {
        let whole = read(body, cuts: [0..<body.bytes.count])
        for cuts in Cuts.all(body.bytes.count) {
            #expect(read(body, cuts: cuts) == whole, "cut at \(cuts.map(\.lowerBound).prefix(20))")
        }
    }

    @Test("the outcome is there with the provider's last word, and what follows is ignored")
    func complete() throws {
        var chat = ChatCompletionStream()
        _ = chat.feed(Array((#"data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"# + "\n\n").utf8))
        #expect(chat.outcome == nil, "usage may follow")
        _ = chat.feed(Array("data: [DONE]\n\n".utf8))
        #expect(chat.outcome == .success(AnswerEnd(reason: .stop)))
        #expect(chat.feed(Array((#"data: {"error":"late"}"# + "\n\n").utf8)).isEmpty)
        #expect(chat.finish().isEmpty)
        #expect(chat.outcome == .success(AnswerEnd(reason: .stop)))

        var messages = MessagesStream()
        _ = messages.feed(Array((#"data: {"type":"message_stop"}"# + "\n\n").utf8))
        #expect(messages.outcome == .success(AnswerEnd(reason: .stop)))

        var responses = ResponsesStream()
        _ = responses.feed(Array((#"data: {"type":"response.completed"}"# + "\n\n").utf8))
        #expect(responses.outcome == .success(AnswerEnd(reason: .stop)))

        var ollama = OllamaStream()
        _ = ollama.feed(Array((#"{"done":true}"# + "\n").utf8))
        #expect(ollama.outcome == .success(AnswerEnd(reason: .stop)))

        var gemini = GeminiStream()
        _ = gemini.feed(Array((#"data: {"candidates":[{"finishReason":"STOP"}]}"# + "\n\n").utf8))
        #expect(gemini.outcome == nil, "usage may follow")
        #expect(gemini.finish().isEmpty)
        #expect(gemini.outcome == .success(AnswerEnd(reason: .stop)))
    }

    @Test("an answer past its bound is a failure, with thinking counted", arguments: ["content", "reasoning"])
    func tooLong(_ member: String) {
        var stream = ChatCompletionStream()
        let text = String(repeating: "x", count: 100_000)
        let event = Array("data: {\"choices\":[{\"delta\":{\"\(member)\":\"\(text)\"}}]}\n\n".utf8)
        var bytes = 0
        for _ in 0..<20 { bytes += stream.feed(event).reduce(0) { $0 + $1.text.utf8.count } }
        #expect(bytes == 1_000_000)
        guard case .failure(let failure) = stream.outcome else { return #expect(Bool(false), "no failure") }
        #expect(failure.kind == .tooLong)
    }

    @Test("a line without end is a failure, of an event stream and of a document", arguments: ["data: ", "{\"a\":\""])
    func endlessLine(_ start: String) {
        expectGivenUp(ChatCompletionStream(), start)
    }

    @Test("a line without end is a failure among JSON lines, too")
    func endlessJSONLine() {
        expectGivenUp(OllamaStream(), "{\"a\":\"")
    }

    private func expectGivenUp<Dialect>(_ stream: AnswerStream<Dialect>, _ start: String) {
        var stream = stream
        _ = stream.feed(Array(start.utf8))
        for _ in 0..<20 { _ = stream.feed([UInt8](repeating: 0x61, count: 100_000)) }
        guard case .failure(let failure) = stream.outcome else { return #expect(Bool(false), "no failure") }
        #expect(failure.kind == .malformed)
    }
}
