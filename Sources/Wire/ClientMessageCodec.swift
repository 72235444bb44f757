extension ClientMessage {
    /// Reads a frame's JSON. Unknown fields are ignored.
    public init(_ json: JSON) throws(ClientMessageError) {
        let id = json["id"]?.string.flatMap { Limits.commandIDLength.contains($0.unicodeScalars.count) ? $0 : nil }
        do throws(WireError) { self = try Self.decode(json, id: id) } catch {
            throw ClientMessageError(id: id, error: error)
        }
    }

    private static func decode(_ json: JSON, id: String?) throws(WireError) -> ClientMessage {
        let type = try Fields(json, in: "message").string("type", atMost: Limits.nameBytes)
        let fields = try Fields(json, in: type)
        switch type {
        case "hello": return .hello(try Hello(fields))
        case "ping":
            return .ping(id: id, run: try fields.object("run").map { run throws(WireError) in try RunKey(run) })
        case "pong": return .pong
        default: break
        }
        guard let body = try Command.Body(type: type, fields) else {
            throw WireError(.unknownType, "message.type: \"\(type.prefix(40))\" is not known")
        }
        guard let id else {
            throw WireError(
                .badMessage,
                "\(type).id: a string of \(Limits.commandIDLength.lowerBound) to "
                    + "\(Limits.commandIDLength.upperBound) characters is wanted")
        }
        return .command(Command(id: id, body: body))
    }

    public var json: JSON {
        switch self {
        case .hello(let hello): hello.json
        case .ping(let id, let run):
            .fields(("type", "ping"), ("id", id.map(JSON.string)), ("run", run.map { $0.with() }))
        case .pong: ["type": "pong"]
        case .command(let command): command.json
        }
    }
}

extension Hello {
    /// The protocol's version that a hello must name.
    public static let version = 1

    fileprivate init(_ fields: Fields) throws(WireError) {
        guard try fields.integer("v") == Self.version else {
            throw WireError(.unknownType, "hello.v: this server speaks version \(Self.version)")
        }
        session = try fields.optionalString("session", atMost: Limits.nameBytes)
        after = try fields.object("after").map { after throws(WireError) in
            Position(
                epoch: try after.string("epoch", atMost: Limits.nameBytes),
                seq: try after.integer("seq", in: 0...Int.max))
        }
        let tab = try fields.object("tab")
        tabName = try tab?.optionalString("name", atMost: Limits.nameBytes) ?? ""
        visible = try tab?.bool("visible") ?? true
        tabKey = try tab?.optionalString("key", atMost: 4 * Limits.tabKeyLength.upperBound)
        connection = try tab?.optionalInteger("connection") ?? 0
        if let tabKey, !Limits.tabKeyLength.contains(tabKey.unicodeScalars.count) {
            throw WireError(
                .badMessage,
                "hello.tab.key: \(Limits.tabKeyLength.lowerBound) to \(Limits.tabKeyLength.upperBound) characters are wanted"
            )
        }
        compact = try fields.bool("compact") ?? false
        run = try fields.object("run").map { run throws(WireError) in try RunKey(run) }
    }

    fileprivate var json: JSON {
        .fields(
            ("type", "hello"), ("v", JSON(Self.version)), ("session", session.map(JSON.string)),
            ("after", after.map { ["epoch": .string($0.epoch), "seq": JSON($0.seq)] }),
            ("compact", compact ? .bool(true) : nil),
            (
                "tab",
                .fields(
                    ("name", .string(tabName)), ("visible", .bool(visible)), ("key", tabKey.map(JSON.string)),
                    ("connection", connection > 0 ? JSON(connection) : nil))
            ),
            ("run", run.map { $0.with() }))
    }
}

extension Command {
    fileprivate var json: JSON {
        var members: [JSON.Member] = []
        func add(_ type: String, _ fields: JSON) {
            members = [.init(key: "type", value: .string(type)), .init(key: "id", value: .string(id))]
            members += fields.members ?? []
        }
        switch body {
        case .prompt(let text): add("prompt", ["text": .string(text)])
        case .cancel(let turn): add("cancel", ["turn": JSON(turn)])
        case .rerun(let turn, let code): add("rerun", ["turn": JSON(turn), "code": .string(code)])
        case .sandbox(let state, let visible):
            add("sandbox", .fields(("state", .string(state.rawValue)), ("visible", visible.map(JSON.bool))))
        case .progress(let run, let progress):
            add(
                "progress",
                run.with(
                    ("phase", .string(progress.phase.rawValue)), ("done", progress.done.map { JSON($0) }),
                    ("total", progress.total.map { JSON($0) }), ("name", progress.name.map(JSON.string))))
        case .output(let run, let at, let output): add("output", run.with(("at", JSON(at)), ("output", output)))
        case .blocked(let run, let blocked):
            add("blocked", run.with(("door", .string(blocked.door)), ("target", .string(blocked.target))))
        case .outcome(let run, let outcome, let error, let timings):
            add(
                "outcome",
                run.with(
                    ("outcome", .string(outcome.rawValue)), ("error", error.map(\.json)), ("timings", timings.json)))
        }
        return .object(members)
    }
}

extension Command.Body {
    /// Nil for a type that this protocol does not know.
    fileprivate init?(type: String, _ fields: Fields) throws(WireError) {
        switch type {
        case "prompt":
            let text = try fields.string("text", atMost: Limits.promptBytes)
            guard text.contains(where: { !$0.isWhitespace }) else {
                throw WireError(.badMessage, "prompt.text: it is empty; say what to plot")
            }
            self = .prompt(text: text)
        case "cancel": self = .cancel(turn: try fields.integer("turn"))
        case "rerun":
            self = .rerun(
                turn: try fields.integer("turn"), code: try fields.string("code", atMost: Limits.codeBytes))
        case "sandbox":
            self = .sandbox(try fields.choice("state", SandboxState.self), visible: try fields.bool("visible"))
        case "progress": self = .progress(try RunKey(fields), try RunProgress(fields))
        case "output":
            self = .output(try RunKey(fields), at: try fields.integer("at"), output: try fields.json("output"))
        case "blocked": self = .blocked(try RunKey(fields), try BlockedAttempt(fields))
        case "outcome":
            self = .outcome(
                try RunKey(fields), try fields.choice("outcome", RunOutcome.self),
                error: try fields.object("error").map { error throws(WireError) in try RunError(error) },
                timings: try fields.object("timings").map { timings throws(WireError) in try RunTimings(timings) }
                    ?? RunTimings())
        default: return nil
        }
    }
}
