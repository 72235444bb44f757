import TestSupport
import Testing
import Wire

@testable import Sessions

@Suite("EVT6: large outputs by reference")
struct ReferenceTests {
    /// A figure whose JSON has that many bytes.
    private func figure(bytes: Int) -> JSON {
        func figure(_ title: String) -> JSON {
            [
                "output_type": "display_data",
                "data": [
                    "application/vnd.plotly.v1+json": ["data": [], "layout": ["title": .string(title)]],
                    "text/plain": "a figure",
                ], "metadata": [:],
            ]
        }
        return figure(String(repeating: "x", count: bytes - figure("").bytes.count))
    }

    private func printed(bytes: Int) -> EventBody {
        .printed(String(repeating: "x", count: bytes - Outputs.printed("").bytes.count), at: 2)
    }

    @Test("EVT6: an output of 8 KiB is still whole, byte for byte")
    func atTheBound() throws {
        let bound = Limits.inlineOutputBytes
        for body in [EventBody.shown(figure(bytes: bound)), printed(bytes: bound)] {
            let log = [LoggedEvent].logging([body])
            #expect(log[0].json.count > bound, "it is the output that counts, not its event")
            #expect(try [LoggedEvent].compacting(log) == log)
        }
    }

    @Test("EVT6: one of a byte more is given by its size, type and MIME types")
    func figurePastTheBound() throws {
        let bytes = Limits.inlineOutputBytes + 1
        let event = try #require([LoggedEvent].compacting([.shown(figure(bytes: bytes), at: 2)]).first)
        let expected: JSON = [
            "type": "event", "seq": 1, "kind": "run.output", "turn": 1, "attempt": 1, "lease": 1, "at": 2,
            "ref": [
                "bytes": JSON(bytes), "output_type": "display_data",
                "mime": ["application/vnd.plotly.v1+json", "text/plain"],
            ],
        ]
        #expect(event.json.text == expected.text)
    }

    @Test("EVT6: a stream's is given by its size, type and name")
    func streamPastTheBound() throws {
        let bytes = Limits.inlineOutputBytes + 1
        let event = try #require([LoggedEvent].compacting([printed(bytes: bytes)]).first)
        let ref: JSON = ["bytes": JSON(bytes), "output_type": "stream", "name": "stdout"]
        #expect(event.ref?.text == ref.text)
        #expect(event.output == nil && event.count == nil && !event.isMerged && event.at == 2)
    }

    @Test("EVT6: one by reference stands for itself, whatever is printed before and after it")
    func amongOthers() throws {
        let large = String(repeating: "x", count: Limits.inlineOutputBytes)
        let events = try [LoggedEvent].compacting([
            .printed("a"), .printed("b", at: 1), .printed(large, at: 2), .printed("c", at: 3), .printed("d", at: 4),
        ])
        #expect(events.map(\.range) == [1...2, 3...3, 4...5])
        #expect(events.map { $0.ref != nil } == [false, true, false])
        #expect(events.map(\.count) == [2, nil, 2])
    }

    @Test("EVT6: text is never by reference")
    func text() throws {
        let long = String(repeating: "x", count: 100_000)
        #expect(try [LoggedEvent].compacting([.said(long)]).first?.text == long)
    }

    @Test("EVT6: what was printed in many pieces is not whole either once it is more than 8 KiB")
    func merged() throws {
        let control = String(repeating: "\u{1}", count: Limits.inlineOutputBytes / 2)
        let events = try [LoggedEvent].compacting([.printed(control), .printed(control, at: 1)])
        let bytes = events.compactMap { $0.output?.bytes.count }
        #expect(bytes.allSatisfy { $0 <= Limits.inlineOutputBytes })
    }
}
