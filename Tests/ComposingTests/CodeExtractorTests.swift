import Foundation
import Testing
import Wire

@testable import Composing

struct CodeExtractorTests {
    struct Answer: CustomTestStringConvertible {
        var name: String
        var text: String
        var reason: AnswerEnd.Reason
        var expected: Extraction

        var testDescription: String { "\(name), \(reason)" }
    }

    static let answers: [Answer] = {
        let fixtures = Fixtures("answers")
        do {
            return try fixtures.json("expectations.json").members!.flatMap { fixture in
                try AnswerEnd.Reason.allCases.map { reason in
                    let text = try fixtures.text(fixture.key + ".md")
                    let expected: Extraction =
                        switch fixture.value[reason.rawValue]?.string {
                        case "code": .code(String(try fixtures.text(fixture.key + ".py").dropLast()))
                        case "none": .none
                        case "cutOff": .cutOff
                        default: throw CocoaError(.fileReadCorruptFile)
                        }
                    return Answer(name: fixture.key, text: text, reason: reason, expected: expected)
                }
            }
        } catch {
            fatalError("\(error)")
        }
    }()

    @Test("an answer gives its code wherever it is cut", arguments: answers)
    func cuts(_ answer: Answer) {
        let scalars = Array(answer.text.unicodeScalars)
        for cuts in Cuts.all(scalars.count) {
            var extractor = CodeExtractor()
            for cut in cuts { extractor.feed(String(String.UnicodeScalarView(scalars[cut]))) }
            #expect(extractor.finish(answer.reason) == answer.expected, "cut at \(cuts.map(\.lowerBound).prefix(20))")
        }
    }

    @Test("an answer gives the same code with other line ends", arguments: answers, ["\r\n", "\r"])
    func lineEnds(_ answer: Answer, _ end: String) {
        let scalars = Array(answer.text.replacingOccurrences(of: "\n", with: end).unicodeScalars)
        for cuts in Cuts.all(scalars.count) {
            var extractor = CodeExtractor()
            for cut in cuts { extractor.feed(String(String.UnicodeScalarView(scalars[cut]))) }
            #expect(extractor.finish(answer.reason) == answer.expected, "cut at \(cuts.map(\.lowerBound).prefix(20))")
        }
    }

    @Test("finishing does not end the extractor")
    func finishing() {
        var extractor = CodeExtractor()
        extractor.feed("```python\nprint(1)\n")
        #expect(extractor.finish(.length) == .cutOff)
        extractor.feed("print(2)\n```")
        #expect(extractor.finish(.length) == .code("print(1)\nprint(2)"))
    }

    @Test("a long answer is read in one pass")
    func longAnswer() {
        var extractor = CodeExtractor()
        extractor.feed("```python\n")
        for line in 0..<20_000 { extractor.feed("x\(line) = \"\(String(repeating: "<", count: 20))\"\n") }
        extractor.feed("```\n")
        guard case .code(let code) = extractor.finish(.stop) else { return #expect(Bool(false), "no code") }
        #expect(code.split(separator: "\n").count == 20_000)
    }
}
