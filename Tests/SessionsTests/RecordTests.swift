import TestSupport
import Testing
import Turns
import Wire

@testable import Sessions

@Suite("A session's record")
struct RecordTests {
    /// The log of a random session up to the end of its last whole turn.
    private func log(_ seed: UInt64) -> [LoggedEvent] {
        var audit = LogAudit()
        var whole: [EventBody] = []
        var open: [EventBody] = []
        for body in RandomLog(seed: seed, steps: 300).bodies {
            #expect(audit.objection(to: body) == nil)
            open.append(body)
            if audit.open == nil { (whole, open) = (whole + open, []) }
        }
        return whole.enumerated().map { index, body in
            let event = Event(seq: index + 1, at: "2026-01-02T03:04:05.678Z", body: body)
            return LoggedEvent(seq: event.seq, json: event.json.bytes)
        }
    }

    private func record(_ log: [LoggedEvent], name: String = "Visits") throws -> [UInt8] {
        var writer = RecordWriter(policy: TurnPolicy())
        let lines = try log.flatMap { try writer.lines(of: $0, in: "s") }
        return ([RecordHeader(name: name).json.bytes] + lines).flatMap { $0 + [0x0A] }
    }

    private func read(_ record: some Collection<UInt8>, pieces: Int = 1) throws -> [Event] {
        var reader = RecordReader()
        var events: [Event] = []
        var rest = record[...]
        let size = max(1, record.count / pieces)
        while !rest.isEmpty {
            events += try reader.feed(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        try reader.finish()
        #expect(reader.header?.name == "Visits")
        return events
    }

    @Test("what is written is read again, wherever it is cut", arguments: UInt64(0)..<12)
    func whole(_ seed: UInt64) throws {
        let log = log(seed)
        let record = try record(log)
        for pieces in [1, 7, 1_000] {
            #expect(try read(record, pieces: pieces).map(\.json.bytes) == log.map(\.json))
        }
    }

    @Test("before each attempt stands what its model is asked")
    func asked() throws {
        let chronicle: [EventBody] = [
            .turnStarted(turn: 1, prompt: "bars", by: "t", command: "c"),
            .attemptStarted(turn: 1, attempt: 1, model: "m", reason: .first, by: nil, command: nil),
            .attemptFailed(turn: 1, attempt: 1, error: RunError(ename: "EmptyAnswer", evalue: "The answer was empty.")),
            .attemptStarted(turn: 1, attempt: 2, model: "m", reason: .repair, by: nil, command: nil),
        ]
        var writer = RecordWriter(policy: TurnPolicy())
        let lines = try chronicle.enumerated().flatMap { index, body in
            let event = Event(seq: index + 1, at: "now", body: body)
            return try writer.lines(of: LoggedEvent(seq: event.seq, json: event.json.bytes), in: "s")
        }.map { try JSON(parsing: $0) }
        #expect(lines.map { $0["type"] } == ["event", "asked", "event", "event", "asked", "event"])
        let question = lines[4]["question"]?["messages"]?.array ?? []
        #expect(question.map { $0["role"] } == ["system", "user"])
        #expect(question.last?["content"]?.string?.contains("The answer was empty.") == true)
    }

    @Test("a session restored from it has its events, its name and its outlines", arguments: UInt64(0)..<4)
    func restored(_ seed: UInt64) async throws {
        let events = log(seed)
        let folder = try TemporaryFolder()
        let log = try SQLiteLog(path: folder.file("log.sqlite"))
        var restoration = try await RecordRestoration(RecordHeader(name: "Visits"), in: log)
        for event in try read(record(events)) { try await restoration.add(event) }
        let session = restoration.session
        #expect(try await log.events(of: session, after: 0, atMost: .max).map(\.json) == events.map(\.json))
        let head = try #require(try await log.head(of: session))
        #expect(head.name == "Visits" && head.seq == events.count)
        #expect(try await log.unfinished().isEmpty)
        #expect(try await log.outlines(of: session).last?.last == events.count)
    }

    /// A whole record, of which a line is changed.
    private static let lines: [String] = [
        #"{"record":"sandglass","v":1,"name":"Visits"}"#,
        #"{"type":"event","seq":1,"at":"now","kind":"turn.started","turn":1,"prompt":"p","by":"t","command":"c"}"#,
        #"{"type":"event","seq":2,"at":"now","kind":"attempt.started","turn":1,"attempt":1,"model":"m","reason":"first"}"#,
        #"{"type":"event","seq":3,"kind":"text","turn":1,"attempt":1,"channel":"answer","at":0,"text":"No."}"#,
        #"{"type":"event","seq":4,"at":"now","kind":"turn.ended","turn":1,"outcome":"answered","reason":"r"}"#,
    ]

    @Test(
        "what was not written here is refused by its line",
        arguments: [
            (0, #"{"record":"sandglass","v":2,"name":""}"#, "line 1: it is not the first line"),
            (0, #"{"record":"sandglass","v":1,"name":"a\nb"}"#, "line 1: it is not the first line"),
            (0, "{", "line 1: "),
            (1, #"{"type":"event","seq":7,"at":"now","kind":"turn.started"}"#, "line 2: "),
            (2, Self.lines[3], "line 3: event 3: event 2 is missing"),
            (2, Self.lines[1].replacing("\"seq\":1", with: "\"seq\":2"), "line 3: event 2: a turn within a turn"),
            (3, Self.lines[3].replacing("\"at\":0", with: "\"at\":1"), "line 4: event 3: text at 1"),
            (4, "", "line 5: "),
            (4, nil, "line 5: turn 1 has no end"),
        ] as [(Int, String?, String)])
    func refused(_ index: Int, _ line: String?, _ fault: String) {
        var lines = Self.lines
        if let line { lines[index] = line } else { lines.remove(at: index) }
        expectFault(lines, fault)
    }

    @Test("a record whose beginning was dropped, one that is cut off, and an empty file say so")
    func incomplete() {
        expectFault(
            [Self.lines[0], Self.lines[1].replacing("\"seq\":1", with: "\"seq\":9")], "its beginning was dropped")
        var reader = RecordReader()
        #expect(throws: InvalidRecord(line: 1, reason: "it is cut off")) {
            _ = try reader.feed(Array(#"{"record":"#.utf8))
            try reader.finish()
        }
        var empty = RecordReader()
        #expect(throws: InvalidRecord(line: 1, reason: "the file is empty")) { try empty.finish() }
    }

    @Test("a line past its bound is refused")
    func longLine() {
        var reader = RecordReader()
        #expect(throws: InvalidRecord.self) {
            _ = try reader.feed(repeatElement(UInt8(ascii: " "), count: Limits.resultBytes + 1))
        }
    }

    @Test("a figure that no run may show is refused, what a refused output left is taken")
    func outputs() throws {
        let code = #"{"type":"event","seq":3,"at":"now","kind":"code","turn":1,"attempt":1,"code":"x","sha256":"00"}"#
        let lease =
            #"{"type":"event","seq":4,"at":"now","kind":"run.leased","turn":1,"attempt":1,"lease":1,"tab":"t","limits":"#
            + #"{"packagesMs":1000,"execMs":1000,"outputBytes":1000}}"#
        func output(_ output: JSON) -> String {
            Event(seq: 5, at: nil, body: .runOutput(RunKey(turn: 1, attempt: 1, lease: 1), at: 0, output: output)).json
                .text
        }
        func faults(_ shown: JSON) -> String? {
            var reader = RecordReader()
            do {
                for line in Self.lines[...2] + [code, lease, output(shown)] {
                    _ = try reader.feed(Array("\(line)\n".utf8))
                }
                return nil
            } catch { return error.reason }
        }
        #expect(faults(Outputs.figure) == nil)
        #expect(
            faults(["output_type": "display_data", "data": ["text/plain": "x", "text/javascript": "alert()"]])?
                .contains("what no run may show") == true)
        #expect(faults(["output_type": "stream", "name": "stdin", "text": "x"])?.contains("event 5") == true)
        let refused: JSON = [
            "output_type": "stream", "name": "stderr", "text": "[refused]\n",
            "refused": ["ename": "EmptyFigure", "evalue": "no"],
        ]
        #expect(faults(refused) == nil)
        #expect(faults(.object((refused.members ?? []) + [.init(key: "more", value: 1)])) != nil)
    }

    private func expectFault(_ lines: [String], _ fault: String) {
        do {
            _ = try read(lines.map { "\($0)\n" }.joined().utf8.map { $0 })
            #expect(Bool(false), "it was taken")
        } catch { #expect("\(error)".contains(fault), "\(error)") }
    }
}
