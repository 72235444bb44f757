import TestSupport
import Testing
import Wire

@testable import Sessions

@Suite("EVT5: what a compact replay merges")
struct CompactionTests {
    /// The ranges that are left of those events.
    private func ranges(_ bodies: EventBody...) throws -> [ClosedRange<Int>] {
        try [LoggedEvent].compacting(bodies).map(\.range)
    }

    // MARK: Text

    @Test("EVT5: adjacent text of one channel becomes one, at its first place")
    func text() throws {
        let merged = try [LoggedEvent].compacting([
            .said("e", at: 0), .said("\u{301} 🙂", at: 1), .said("\r", at: 5), .said("\n", at: 6),
        ])
        #expect(merged.map(\.range) == [1...4])
        #expect(merged[0].at == 0 && merged[0].count == nil)
        #expect(merged[0].text.map { Array($0.utf8) } == Array("e\u{301} 🙂\r\n".utf8))
        #expect(merged[0].json["channel"] == "answer" && merged[0].json["turn"] == 1)
    }

    @Test("EVT5: text of the other channel, and of another attempt or turn, is another")
    func otherText() throws {
        #expect(
            try ranges(
                .said("a"), .said("b", at: 1), .said("c", .thinking), .said("d", at: 1, .thinking), .said("e", at: 2))
                == [1...2, 3...4, 5...5])
        #expect(try ranges(.said("a"), .said("b", attempt: 2), .said("c", turn: 2)) == [1...1, 2...2, 3...3])
    }

    @Test("EVT5: what comes between keeps texts apart")
    func interrupted() throws {
        #expect(try ranges(.said("a"), .attempt(1, 2, .restart), .said("b", attempt: 2)) == [1...1, 2...2, 3...3])
        #expect(try ranges(.said("a"), .step(1), .said("b", at: 1)) == [1...1, 2...2, 3...3])
    }

    @Test("EVT5: text is merged without a bound of its own")
    func longText() throws {
        let piece = String(repeating: "x", count: 5_000)
        let merged = try [LoggedEvent].compacting((0..<100).map { .said(piece, at: $0 * 5_000) })
        #expect(merged.map(\.range) == [1...100])
        #expect(merged[0].text?.utf8.count == 500_000)
    }

    // MARK: Progress

    @Test("EVT5: of adjacent progress the last stays")
    func progress() throws {
        let merged = try [LoggedEvent].compacting([.step(1), .step(2), .step(nil, .running), .printed("a")])
        #expect(merged.map(\.range) == [1...3, 4...4])
        #expect(merged[0].json["phase"] == "running" && merged[0].json["done"] == nil)
        #expect(merged[0].count == nil)
        #expect(try ranges(.step(1), .step(2, lease: 2), .step(3, lease: 2)) == [1...1, 2...3])
        #expect(try ranges(.step(1), .printed("a"), .step(2)) == [1...1, 2...2, 3...3])
    }

    // MARK: Outputs

    @Test("EVT5: adjacent outputs of one stream become one that counts them")
    func stream() throws {
        let merged = try [LoggedEvent].compacting([
            .printed("a\n", at: 3), .printed("", at: 4), .printed("é🙂\n", at: 5), .shown(Outputs.figure, at: 6),
        ])
        #expect(merged.map(\.range) == [1...3, 4...4])
        #expect(merged[0].at == 3 && merged[0].count == 3)
        #expect(merged[0].output == ["output_type": "stream", "name": "stdout", "text": "a\né🙂\n"])
        #expect(merged[1].count == nil && merged[1].output == Outputs.figure)
    }

    @Test("EVT5: stdout and stderr that alternate stay as they are; so does what another lease printed")
    func otherStream() throws {
        #expect(
            try ranges(.printed("a"), .printed("b", at: 1, to: "stderr"), .printed("c", at: 2))
                == [1...1, 2...2, 3...3])
        #expect(
            try ranges(
                .printed("a"), .printed("b", at: 1, to: "stderr"), .printed("c", at: 2, to: "stderr"),
                .printed("d", at: 3)) == [1...1, 2...3, 4...4])
        #expect(try ranges(.printed("a"), .printed("b", lease: 2)) == [1...1, 2...2])
        #expect(try ranges(.printed("a"), .step(1), .printed("b", at: 1)) == [1...1, 2...2, 3...3])
    }

    @Test("EVT5: figures are never merged")
    func figures() throws {
        #expect(
            try ranges(.shown(Outputs.figure), .shown(Outputs.figure, at: 1), .printed("a", at: 2))
                == [1...1, 2...2, 3...3])
    }

    @Test("EVT5: a stream's outputs are merged up to 8 KiB of text, and not a byte more")
    func bound() throws {
        let bound = Limits.inlineOutputBytes
        #expect(bound == 8_192)
        func merged(_ sizes: Int...) throws -> [Int?] {
            let printed = sizes.enumerated().map { EventBody.printed(String(repeating: "x", count: $1), at: $0) }
            return try [LoggedEvent].compacting(printed).map(\.count)
        }
        // What the output's JSON has besides its text.
        let rest = bound - Outputs.printed("").bytes.count
        #expect(try merged(rest - 1_000, 1_000) == [2])
        #expect(try merged(rest - 1_000, 1_001) == [nil, nil])
        #expect(try merged(4_000, 4_000, rest - 8_000, 1) == [3, nil])
        #expect(try merged(4_000, 4_000, rest - 7_999, 1) == [2, 2])
        // In bytes of UTF-8, not in characters.
        let wide = String(repeating: "漢", count: 2_000)
        #expect(try ranges(.printed(wide), .printed("x", at: 1), .printed(wide, at: 2)) == [1...2, 3...3])
    }

    // MARK: What stays

    @Test("an event that stands for itself stays byte for byte")
    func alone() throws {
        let bodies: [EventBody] =
            .turn(1, prompt: "Größe \u{0}\"") + [.step(1), .printed("\u{1B}[1m", at: 0), .shown(Outputs.figure, at: 1)]
            + .rerun(1, attempt: 2)
        let log = [LoggedEvent].logging(bodies)
        #expect(try [LoggedEvent].compacting(log) == log)
    }

    @Test("nothing is nothing, and what is merged comes out at the end")
    func ends() throws {
        #expect(try [LoggedEvent].compacting([LoggedEvent]()) == [])
        var compaction = Compaction()
        let log = [LoggedEvent].logging([.said("a"), .said("b", at: 1)])
        for logged in log {
            #expect(compaction.add(try Event(JSON(parsing: logged.json)), json: logged.json) == [])
        }
        #expect(compaction.finish().map(\.seq) == [2])
        #expect(compaction.finish() == [])
    }
}
