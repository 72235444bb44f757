import Testing
import Wire

@testable import Composing

/// Nothing a model or a tab says makes anything fail, and where it is cut never matters.
struct RandomTextTests {
    static let answers = [
        "```", "````", "~~~", "python", "py", "\n", "\n", "\r\n", "\r", " ", "    ", "<think>", "</think>", "<", "th",
        "ink>",
        "<code>", "</code>", "<code class='x'>", "&lt;", "&", "import math", "x = 1", "fig = px.bar(x)", "print(1)",
        "text",
        "{\"code\": \"", "\"}", "\\n", "{\"arguments\": ", "```json\n", "<tool_call>",
        "\"\"\"", "'", "f\"{", "{", "}", "\\", "(", ")", "[", "]", "é", "e\u{301}", "🙂", ":", "#", "`", ">", "\u{0}",
        "\u{FEFF}", "\t",
    ]

    @Test("random answers give the same code however they are cut", arguments: UInt64(0)..<8)
    func answers(_ seed: UInt64) {
        var random = RandomTexts(seed: seed)
        for _ in 0..<1_000 {
            let text = random.text(of: Self.answers, count: 60)
            let pieces = random.pieces(of: Array(text.unicodeScalars))
            for reason in AnswerEnd.Reason.allCases {
                var whole = CodeExtractor()
                whole.feed(text)
                var cut = CodeExtractor()
                for piece in pieces { cut.feed(piece) }
                #expect(whole.finish(reason) == cut.finish(reason), "\(text.debugDescription)")
            }
        }
    }

    static let programs =
        answers.filter { !$0.hasPrefix("`") } + [
            "if ", "else", "for x in y:", "def f():", "lambda", ",", "=", "==", ".", "...", "*", "**", "@", ";", "1e",
            "0x", "1.5", "f'", "rb'",
            "match x:", "case", "async ", "await ", "yield", "_", "{x!r:>{w}}", "\\\n",
        ]

    @Test("random programs are looked at without harm", arguments: UInt64(0)..<4)
    func programs(_ seed: UInt64) {
        var random = RandomTexts(seed: seed)
        for _ in 0..<2_000 {
            let source = PythonSource(random.text(of: Self.programs, count: 40))
            #expect(!(source.isProgram && source.text.allSatisfy(\.isWhitespace)))
            _ = source.makesFigure
        }
    }

    static let streams = [
        "data: ", "data:", "event: ", "\n", "\n\n", "\r", "\r\n", ":", "{", "}", "[DONE]",
        "{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}",
        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}", "{\"error\":\"x\"}", "error",
        "{\"type\":\"message_stop\"}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"<think>\"}}", "null", "\"",
        "🙂", "\u{FEFF}", "{\"type\":\"response.completed\"}",
        "{\"type\":\"response.output_text.delta\",\"delta\":\"x\"}",
        "{\"message\":{\"content\":\"<think>\",\"thinking\":\"x\"}}", "{\"done\":true}",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]}}]}",
        "{\"candidates\":[{\"finishReason\":\"STOP\"}]}",
        "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"code\\\":\\\"x\\\"}\"}}]}}]}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"code\\\":\\\"\\\\\"}}",
        "{\"type\":\"response.function_call_arguments.delta\",\"delta\":\"{\\\"code\\\":\\\"\\\\u\"}",
        "{\"type\":\"response.function_call_arguments.done\",\"arguments\":\"{}\"}",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"args\":{\"code\":\"x\"}}}]}}]}",
    ]

    @Test("random streams come to an end, the same however they are cut", arguments: UInt64(0)..<4)
    func streams(_ seed: UInt64) {
        var random = RandomTexts(seed: seed)
        for _ in 0..<1_000 {
            let text = random.text(of: Self.streams, count: 24)
            let pieces = random.pieces(of: Array(text.unicodeScalars)).map { Array($0.utf8) }
            Self.expectAlike(ChatCompletionStream(), text, pieces)
            Self.expectAlike(MessagesStream(), text, pieces)
            Self.expectAlike(ResponsesStream(), text, pieces)
            Self.expectAlike(OllamaStream(), text, pieces)
            Self.expectAlike(GeminiStream(), text, pieces)
        }
    }

    private static func expectAlike<Dialect>(_ stream: AnswerStream<Dialect>, _ text: String, _ pieces: [[UInt8]]) {
        let (whole, cut) = (read(stream, [Array(text.utf8)]), read(stream, pieces))
        #expect(whole.text == cut.text && whole.outcome == cut.outcome, "\(Dialect.self): \(text.debugDescription)")
    }

    private static func read<Dialect>(
        _ stream: AnswerStream<Dialect>, _ pieces: [[UInt8]]
    ) -> (text: String, outcome: Result<AnswerEnd, AnswerFailure>?) {
        var stream = stream
        let deltas = pieces.flatMap { stream.feed($0) } + stream.finish()
        return (deltas.map { "\($0.channel.rawValue):\($0.text)" }.joined(separator: "|"), stream.outcome)
    }

    @Test("a figure that passed passes again as it is", arguments: UInt64(0)..<4)
    func figures(_ seed: UInt64) throws {
        var random = RandomTexts(seed: seed)
        let keys = ["type", "source", "style", "text", "geojson", "images", "args", "map.style", "x"]
        func value(_ depth: Int) -> JSON {
            switch random.next(below: depth > 4 ? 5 : 7) {
            case 0: return .null
            case 1: return .number(Double(random.next(below: 9)))
            case 2:
                return .string(
                    ["bar", "https://x.example", "<a href=x>y</a>", "<<a>a>", "data:image/png;base64,AA==", ""][
                        random.next(below: 6)])
            case 3: return "bar"
            case 4: return .bool(true)
            case 5: return .array((0..<random.next(below: 4)).map { _ in value(depth + 1) })
            default:
                let names = Set((0..<random.next(below: 4)).map { _ in keys[random.next(below: keys.count)] }).sorted()
                return .object(names.map { JSON.Member(key: $0, value: value(depth + 1)) })
            }
        }
        for _ in 0..<1_000 {
            let figure: JSON = [
                "data": .array([["type": "bar", "y": [1], "text": value(0)], value(3)]), "layout": value(1),
                "frames": value(2),
            ]
            let output: JSON = ["output_type": "display_data", "data": ["application/vnd.plotly.v1+json": figure]]
            guard let passed = try? OutputValidation.validated(output) else { continue }
            #expect(try OutputValidation.validated(passed) == passed)
            #expect(!passed.text.contains("<a href"))
        }
    }
}
