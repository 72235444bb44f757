extension Event {
    public var json: JSON {
        let head = JSON.fields(
            ("type", "event"), ("seq", JSON(seq)), ("at", at.map(JSON.string)), ("kind", .string(body.kind)))
        return .object((head.members ?? []) + (body.fields.members ?? []))
    }

    public init(_ json: JSON) throws(WireError) {
        let fields = try Fields(json, in: "event")
        guard try fields.string("type", atMost: Limits.nameBytes) == "event" else {
            throw WireError(.unknownType, "event.type: \"event\" is wanted")
        }
        let seq = try fields.integer("seq", in: 1...Int.max)
        let body = try EventBody(kind: fields.string("kind", atMost: Limits.nameBytes), fields)
        let at = body.hasPlace ? nil : try fields.string("at", atMost: Limits.nameBytes)
        self.init(seq: seq, at: at, body: body)
    }
}

extension EventBody {
    public var kind: String {
        switch self {
        case .turnStarted: "turn.started"
        case .attemptStarted: "attempt.started"
        case .text: "text"
        case .attemptAnswered: "attempt.answered"
        case .code: "code"
        case .attemptFailed: "attempt.failed"
        case .runLeased: "run.leased"
        case .runProgress: "run.progress"
        case .runOutput: "run.output"
        case .runBlocked: "run.blocked"
        case .runEnded: "run.ended"
        case .turnEnded: "turn.ended"
        }
    }

    /// Whether its own `at` stands where the time would: an object has one member of a name.
    var hasPlace: Bool {
        switch self {
        case .text, .runOutput: true
        default: false
        }
    }

    fileprivate var fields: JSON {
        switch self {
        case .turnStarted(let turn, let prompt, let by, let command):
            [
                "turn": JSON(turn), "prompt": .string(prompt), "by": .string(by), "command": .string(command),
            ]
        case .attemptStarted(let turn, let attempt, let model, let reason, let by, let command):
            .fields(
                ("turn", JSON(turn)), ("attempt", JSON(attempt)), ("model", .string(model)),
                ("reason", .string(reason.rawValue)), ("by", by.map(JSON.string)), ("command", command.map(JSON.string))
            )
        case .text(let turn, let attempt, let channel, let at, let text):
            [
                "turn": JSON(turn), "attempt": JSON(attempt), "channel": .string(channel.rawValue), "at": JSON(at),
                "text": .string(text),
            ]
        case .attemptAnswered(let turn, let attempt, let tokens):
            .fields(
                ("turn", JSON(turn)), ("attempt", JSON(attempt)), ("input", JSON(tokens.input)),
                ("output", JSON(tokens.output)), ("cost", tokens.cost.map { JSON($0.millionths) }))
        case .code(let turn, let attempt, let code, let sha256):
            ["turn": JSON(turn), "attempt": JSON(attempt), "code": .string(code), "sha256": .string(sha256)]
        case .attemptFailed(let turn, let attempt, let error):
            ["turn": JSON(turn), "attempt": JSON(attempt), "error": error.json]
        case .runLeased(let run, let tab, let limits):
            run.with(("tab", .string(tab)), ("limits", limits.json))
        case .runProgress(let run, let progress):
            run.with(
                ("phase", .string(progress.phase.rawValue)), ("done", progress.done.map { JSON($0) }),
                ("total", progress.total.map { JSON($0) }), ("name", progress.name.map(JSON.string)))
        case .runOutput(let run, let at, let output):
            run.with(("at", JSON(at)), ("output", output))
        case .runBlocked(let run, let blocked):
            run.with(("door", .string(blocked.door)), ("target", .string(blocked.target)))
        case .runEnded(let run, let outcome, let error, let timings):
            run.with(
                ("outcome", .string(outcome.rawValue)), ("error", error.map(\.json)), ("timings", timings.json))
        case .turnEnded(let turn, let outcome, let reason):
            ["turn": JSON(turn), "outcome": .string(outcome.rawValue), "reason": .string(reason)]
        }
    }

    fileprivate init(kind: String, _ fields: Fields) throws(WireError) {
        func turn() throws(WireError) -> Int { try fields.integer("turn", in: 1...Int(Int32.max)) }
        func attempt() throws(WireError) -> Int { try fields.integer("attempt", in: 1...Int(Int32.max)) }
        switch kind {
        case "turn.started":
            self = .turnStarted(
                turn: try turn(), prompt: try fields.string("prompt", atMost: Limits.promptBytes),
                by: try fields.string("by", atMost: Limits.nameBytes),
                command: try fields.string("command", atMost: Limits.nameBytes))
        case "attempt.started":
            self = .attemptStarted(
                turn: try turn(), attempt: try attempt(), model: try fields.string("model", atMost: Limits.nameBytes),
                reason: try fields.choice("reason", AttemptReason.self),
                by: try fields.optionalString("by", atMost: Limits.nameBytes),
                command: try fields.optionalString("command", atMost: Limits.nameBytes))
        case "text":
            self = .text(
                turn: try turn(), attempt: try attempt(), channel: try fields.choice("channel", TextChannel.self),
                at: try fields.integer("at"), text: try fields.string("text", atMost: Limits.answerBytes))
        case "attempt.answered":
            let tokens = TokenCount(
                input: try fields.integer("input", in: Limits.tokens),
                output: try fields.integer("output", in: Limits.tokens),
                cost: try fields.optionalInteger("cost", in: Limits.answerCost).map { Cost(millionths: $0) })
            self = .attemptAnswered(turn: try turn(), attempt: try attempt(), tokens: tokens)
        case "code":
            self = .code(
                turn: try turn(), attempt: try attempt(), code: try fields.string("code", atMost: Limits.codeBytes),
                sha256: try fields.string("sha256", atMost: Limits.nameBytes))
        case "attempt.failed":
            guard let error = try fields.object("error") else {
                throw WireError(.badMessage, "event.error: missing")
            }
            self = .attemptFailed(turn: try turn(), attempt: try attempt(), error: try RunError(error))
        case "run.leased":
            guard let limits = try fields.object("limits") else {
                throw WireError(.badMessage, "event.limits: missing")
            }
            self = .runLeased(
                try RunKey(fields), tab: try fields.string("tab", atMost: Limits.nameBytes),
                limits: try RunLimits(limits))
        case "run.progress": self = .runProgress(try RunKey(fields), try RunProgress(fields))
        case "run.output":
            self = .runOutput(try RunKey(fields), at: try fields.integer("at"), output: try fields.json("output"))
        case "run.blocked": self = .runBlocked(try RunKey(fields), try BlockedAttempt(fields))
        case "run.ended":
            guard let timings = try fields.object("timings") else {
                throw WireError(.badMessage, "event.timings: missing")
            }
            self = .runEnded(
                try RunKey(fields), outcome: try fields.choice("outcome", RunOutcome.self),
                error: try fields.object("error").map { fields throws(WireError) in try RunError(fields) },
                timings: try RunTimings(timings))
        case "turn.ended":
            self = .turnEnded(
                turn: try turn(), outcome: try fields.choice("outcome", TurnOutcome.self),
                reason: try fields.string("reason", atMost: Limits.evalueBytes))
        default: throw WireError(.unknownType, "event.kind: \"\(kind.prefix(40))\" is not known")
        }
    }
}

extension RunKey {
    func with(_ fields: (String, JSON?)...) -> JSON {
        let key = [("turn", turn), ("attempt", attempt), ("lease", lease)]
        return .object(
            key.map { JSON.Member(key: $0, value: JSON($1)) }
                + fields.compactMap { name, value in value.map { JSON.Member(key: name, value: $0) } })
    }
}
