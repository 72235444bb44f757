import Testing
import Wire

@Suite("CMD1, CMD4: what a tab says")
struct ClientMessageTests {
    private static let hello = MessageRule(
        place: "hello", whole: ClientMessage.hello(Samples.hello).json,
        fields: [
            .text("session", atMost: 256, required: false), .object("after", required: false),
            .text("after.epoch", atMost: 256), .seq("after.seq", from: 0),
            .object("tab", required: false), .text("tab.name", atMost: 256, required: false),
            FieldRule(path: "tab.visible", isRequired: false, wrong: [1, "true", []], fits: [true, false]),
            FieldRule(
                path: "tab.key", isRequired: false, wrong: [1, true, .text(15), .text(129)],
                fits: [.text(16), .text(128), .string(String(repeating: "🙂", count: 128))], tooLarge: [.text(513)]),
            .object("run", required: false), .whole("run.turn", from: 1), .whole("run.attempt", from: 1),
            .whole("run.lease", from: 1),
        ])

    private static let bodies: [[FieldRule]] = [
        [.text("text", atMost: 32 << 10)], [.whole("turn")], [.whole("turn"), .text("code", atMost: 256 << 10)],
        [
            .choice("state", ["booting", "ready", "busy", "broken"]),
            FieldRule(path: "visible", isRequired: false, wrong: [1, "true"], fits: [true, false]),
        ],
        FieldRule.run + [
            .choice("phase", ["packages", "running"]), .whole("done", required: false),
            .whole("total", required: false), .text("name", atMost: 256, required: false),
        ],
        FieldRule.run + [.whole("at"), FieldRule(path: "output", wrong: [.null])],
        FieldRule.run + [.line("door"), .line("target")],
        FieldRule.run + FieldRule.error("error", required: false) + [
            .choice("outcome", ["ok", "error", "timeout", "interrupted", "crashed", "refused"]),
            .object("timings", required: false), .whole("timings.packagesMs", required: false),
            .whole("timings.execMs", required: false), .whole("timings.serializeMs", required: false),
        ],
    ]

    private static let messages =
        [hello]
        + zip(Samples.commands, bodies).map { command, fields in
            let whole = ClientMessage.command(command).json
            return MessageRule(place: whole["type"]?.string ?? "", whole: whole, fields: fields)
        }

    @Test("a whole message is read, and written as it was", arguments: messages)
    func whole(message: MessageRule) throws {
        #expect(try ClientMessage(message.whole).json == message.whole)
    }

    @Test("CMD4: every field that is missing or wrong is named; at its bound it is taken", arguments: messages)
    func fields(message: MessageRule) {
        let id = message.place == "hello" ? nil : "c"
        FieldCheck(place: message.place) { json throws(WireError) in
            do throws(ClientMessageError) { _ = try ClientMessage(json) } catch {
                #expect(error.id == id)
                throw error.error
            }
        }.check(message)
    }

    @Test("unknown fields are ignored", arguments: messages)
    func unknownFields(message: MessageRule) throws {
        let more = message.whole.with("future", ["a": [1]])
        #expect(try ClientMessage(more) == ClientMessage(message.whole))
    }

    @Test("a field that is null is absent", arguments: messages)
    func nullFields(message: MessageRule) throws {
        for field in message.fields where !field.isRequired {
            #expect(
                try ClientMessage(message.whole.with(field.path, .null))
                    == ClientMessage(message.whole.with(field.path, nil)))
        }
    }

    @Test(
        "CMD4: an unknown type is refused by name under its id", arguments: ["dance", "", "Prompt", "event", "welcome"])
    func unknownType(type: String) {
        #expect {
            try ClientMessage(["type": .string(type), "id": "c7"])
        } throws: {
            guard let error = $0 as? ClientMessageError else { return false }
            return error.id == "c7" && error.error.code == .unknownType && error.error.description.contains(type)
        }
    }

    @Test(
        "CMD4: what is not an object, or has no type, is a bad message", arguments: [[], 1, "x", .null, [:]] as [JSON])
    func notAnObject(json: JSON) {
        #expect {
            try ClientMessage(json)
        } throws: {
            ($0 as? ClientMessageError)?.error.code == .badMessage
        }
    }

    @Test(
        "CMD1: an id has 1 to 64 characters, however many bytes they take",
        arguments: [
            (.text(1), true), (.text(64), true), (.string(String(repeating: "🙂", count: 64)), true), (.text(65), false),
            (.text(0), false), (1, false), (.null, false), (nil, false),
            // One grapheme, and no bound on its bytes.
            (.string("a" + String(repeating: "\u{301}", count: 64)), false),
        ] as [(JSON?, Bool)])
    func ids(id: JSON?, isTaken: Bool) {
        let prompt = (["type": "prompt", "text": "draw"] as JSON).with("id", id)
        if isTaken {
            #expect(throws: Never.self) { try ClientMessage(prompt) }
        } else {
            #expect {
                try ClientMessage(prompt)
            } throws: {
                guard let error = $0 as? ClientMessageError else { return false }
                return error.id == nil && error.error.code == .badMessage
                    && error.error.description.hasPrefix("prompt.id:")
            }
        }
    }

    @Test("an id that is taken fits into the log's event", arguments: [1, 64])
    func idsFitIntoEvents(count: Int) throws {
        let id = String(repeating: "🙂", count: count)
        let event = Event(seq: 1, at: "", body: .turnStarted(turn: 1, prompt: "x", by: "api", command: id))
        #expect(try Event(event.json) == event)
    }

    @Test("a prompt of nothing but white space is refused", arguments: ["", " ", "\n\t \u{A0}"])
    func emptyPrompt(text: String) {
        #expect {
            try ClientMessage(["type": "prompt", "id": "c", "text": .string(text)])
        } throws: {
            ($0 as? ClientMessageError)?.error.description.hasPrefix("prompt.text:") == true
        }
    }

    @Test("OPN2: a hello in another version is told apart from a bad one")
    func version() {
        func code(_ hello: JSON) -> WireError.Code? {
            do { _ = try ClientMessage(hello) } catch { return error.error.code }
            return nil
        }
        let hello: JSON = ["type": "hello", "v": 1]
        #expect(code(hello) == nil)
        #expect(code(hello.with("v", 2)) == .unknownType)
        #expect(code(hello.with("v", 0)) == .unknownType)
        #expect(code(hello.with("v", "1")) == .badMessage)
        #expect(code(hello.with("v", nil)) == .badMessage)
    }

    @Test("OPN1: a hello without anything is a new, visible tab without a name")
    func bareHello() throws {
        #expect(try ClientMessage(["type": "hello", "v": 1]) == .hello(Hello()))
        #expect(try ClientMessage(["type": "hello", "v": 1, "tab": [:]]) == .hello(Hello()))
    }

    @Test("OPN7: a ping may have an id; a pong says nothing")
    func pings() throws {
        #expect(try ClientMessage(["type": "ping"]) == .ping(id: nil, run: nil))
        #expect(try ClientMessage(["type": "ping", "id": "p"]) == .ping(id: "p", run: nil))
        #expect(try ClientMessage(["type": "ping", "id": 3]) == .ping(id: nil, run: nil))
        #expect(try ClientMessage(["type": "pong"]) == .pong)
    }
}
