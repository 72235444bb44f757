import Testing
import Wire

@Suite("EVT1: events as the log keeps them")
struct EventTests {
    private static let bodies: [[FieldRule]] = [
        [.text("prompt", atMost: 32 << 10), .text("by", atMost: 256), .text("command", atMost: 256)],
        [
            .whole("attempt", from: 1), .text("model", atMost: 256),
            .choice("reason", ["first", "repair", "restart", "rerun"]), .text("by", atMost: 256, required: false),
            .text("command", atMost: 256, required: false),
        ],
        [
            .whole("attempt", from: 1), .choice("channel", ["answer", "thinking"]), .whole("at"),
            .text("text", atMost: 1 << 20),
        ],
        [
            .whole("attempt", from: 1), .whole("input", to: 1_000_000_000), .whole("output", to: 1_000_000_000),
            .whole("cost", to: 2_000_000_000_000, required: false),
        ],
        [.whole("attempt", from: 1), .text("code", atMost: 256 << 10), .text("sha256", atMost: 256)],
        [.whole("attempt", from: 1)] + FieldRule.error("error", required: true),
        [
            .whole("attempt", from: 1), .whole("lease", from: 1), .text("tab", atMost: 256),
            .object("limits", required: true), .whole("limits.packagesMs"), .whole("limits.execMs"),
            .whole("limits.outputBytes"),
            FieldRule(path: "limits.plain", isRequired: false, wrong: [1, "true", []], fits: [true, false]),
        ],
        [
            .whole("attempt", from: 1), .whole("lease", from: 1), .choice("phase", ["packages", "running"]),
            .whole("done", required: false), .whole("total", required: false),
            .text("name", atMost: 256, required: false),
        ],
        [
            .whole("attempt", from: 1), .whole("lease", from: 1), .whole("at"),
            FieldRule(path: "output", wrong: [.null], fits: [[:], 1]),
        ],
        [.whole("attempt", from: 1), .whole("lease", from: 1), .line("door"), .line("target")],
        [
            .whole("attempt", from: 1), .whole("lease", from: 1), .object("timings", required: true),
            .whole("timings.packagesMs", required: false), .whole("timings.execMs", required: false),
            .whole("timings.serializeMs", required: false),
            .choice("outcome", ["ok", "error", "timeout", "interrupted", "crashed", "refused"]),
        ] + FieldRule.error("error", required: false),
        [
            .choice("outcome", ["plotted", "answered", "exhausted", "cancelled", "unattended", "failed"]),
            .text("reason", atMost: 16 << 10),
        ],
    ]

    private static let rules = zip(Samples.events, bodies).map { event, fields in
        MessageRule(
            place: "event", whole: event.json,
            fields: fields + [.whole("turn", from: 1), .seq("seq", from: 1)])
    }

    @Test("what was written is read back, through its bytes", arguments: Samples.events)
    func roundTrip(event: Event) throws {
        #expect(try Event(JSON(parsing: event.json.bytes)) == event)
    }

    @Test("every field that is missing or wrong is named; at its bound it is taken", arguments: rules)
    func fields(rule: MessageRule) {
        FieldCheck(place: "event") { json throws(WireError) in _ = try Event(json) }.check(rule)
    }

    @Test("an event begins with type, seq, at and kind", arguments: Samples.events)
    func order(event: Event) {
        let keys = event.json.members?.map(\.key) ?? []
        #expect(keys.starts(with: event.at == nil ? ["type", "seq", "kind"] : ["type", "seq", "at", "kind"]))
        #expect(Set(keys).count == keys.count, "an object has one member of a name")
    }

    @Test("text and run.output say where they belong instead of when they came")
    func places() {
        let timeless = Samples.events.filter { $0.at == nil }
        #expect(timeless.map(\.body.kind) == ["text", "run.output"])
        #expect(timeless.map { $0.json["at"] } == [5, 6])
    }

    @Test("an event says when it was appended")
    func time() {
        for event in Samples.events where event.at != nil {
            #expect(throws: WireError.self) { try Event(event.json.with("at", nil)) }
            #expect(throws: WireError.self) { try Event(event.json.with("at", 3)) }
        }
    }

    @Test("unknown fields are ignored", arguments: Samples.events)
    func unknownFields(event: Event) throws {
        #expect(try Event(event.json.with("future", [1])) == event)
    }

    @Test("an unknown kind is told apart from a broken event, whatever its fields")
    func unknownKind() {
        for fields in [[:], ["turn": 1]] as [JSON] {
            let head = (["type": "event", "seq": 1, "at": "now", "kind": "run.dreamt"] as JSON).members ?? []
            #expect {
                try Event(.object(head + (fields.members ?? [])))
            } throws: {
                ($0 as? WireError)?.code == .unknownType
            }
        }
        #expect {
            try Event(["type": "reply", "re": "c", "ok": [:]])
        } throws: {
            ($0 as? WireError)?.code == .unknownType
        }
    }
}
