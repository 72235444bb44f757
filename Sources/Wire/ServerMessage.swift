/// What the server says to a tab besides events.
public enum ServerMessage: Sendable, Hashable {
    case welcome(Welcome)
    case reply(Reply)
    case presence([TabPresence])
    /// The session has this name now.
    case session(name: String)
    case pong
}

/// The answer to a hello (OPN5).
public struct Welcome: Sendable, Hashable {
    public enum Mode: String, Sendable, CaseIterable { case tail, reset }

    public var session: String
    public var tab: String
    public var position: Position
    /// The first event that the log has (OPN8).
    public var first: Int
    /// What a person called the session, or empty.
    public var name: String
    public var mode: Mode
    /// Seconds (OPN7).
    public var ping: Int
    public var role: Role
    public var model: String
    public var isRehearsal: Bool

    public init(
        session: String, tab: String, position: Position, first: Int = 1, name: String = "", mode: Mode, ping: Int,
        role: Role = .owner, model: String, isRehearsal: Bool
    ) {
        self.session = session
        self.tab = tab
        self.position = position
        self.first = first
        self.name = name
        self.mode = mode
        self.ping = ping
        self.role = role
        self.model = model
        self.isRehearsal = isRehearsal
    }
}

/// The answer to a command (CMD1).
public struct Reply: Sendable, Hashable {
    public enum Code: String, Sendable, CaseIterable {
        case badMessage = "bad_message"
        case unknownType = "unknown_type"
        case tooLarge = "too_large"
        case busy
        case unknownTurn = "unknown_turn"
        case staleLease = "stale_lease"
        case invalidOutput = "invalid_output"
        case flooding
        case overBudget = "over_budget"
        case forbidden
        case unavailable

        /// Whether the same command may succeed later.
        public var isTemporary: Bool { self == .busy || self == .flooding || self == .unavailable }
    }

    public enum Result: Sendable, Hashable {
        case ok(turn: Int? = nil, attempt: Int? = nil)
        case refused(Code, String)
    }

    /// The command's id; nil when it had none that could be read.
    public var re: String?
    public var result: Result

    public init(re: String?, _ result: Result) {
        self.re = re
        self.result = result
    }
}

/// Who is here (EVT4).
public struct TabPresence: Sendable, Hashable {
    public var tab: String
    public var name: String
    public var visible: Bool
    public var sandbox: SandboxState
    public var role: Role

    public init(tab: String, name: String, visible: Bool, sandbox: SandboxState, role: Role = .owner) {
        self.tab = tab
        self.name = name
        self.visible = visible
        self.sandbox = sandbox
        self.role = role
    }
}

extension ServerMessage {
    public var json: JSON {
        switch self {
        case .pong: ["type": "pong"]
        case .presence(let tabs): ["type": "presence", "tabs": .array(tabs.map(\.json))]
        case .reply(let reply): reply.json
        case .session(let name): ["type": "session", "name": .string(name)]
        case .welcome(let welcome): welcome.json
        }
    }
}

extension TabPresence {
    fileprivate var json: JSON {
        .fields(
            ("tab", .string(tab)), ("name", .string(name)), ("visible", .bool(visible)),
            ("sandbox", .string(sandbox.rawValue)), ("role", role == .owner ? nil : .string(role.rawValue)))
    }
}

extension Reply {
    fileprivate var json: JSON {
        let re = re.map(JSON.string) ?? .null
        switch result {
        case .ok(let turn, let attempt):
            return [
                "type": "reply", "re": re,
                "ok": .fields(("turn", turn.map { JSON($0) }), ("attempt", attempt.map { JSON($0) })),
            ]
        case .refused(let code, let message):
            return [
                "type": "reply", "re": re,
                "error": [
                    "code": .string(code.rawValue), "message": .string(message), "temporary": .bool(code.isTemporary),
                ],
            ]
        }
    }
}

extension Welcome {
    fileprivate var json: JSON {
        [
            "type": "welcome", "v": JSON(Hello.version), "session": .string(session), "tab": .string(tab),
            "epoch": .string(position.epoch), "seq": JSON(position.seq), "first": JSON(first), "name": .string(name),
            "mode": .string(mode.rawValue), "ping": JSON(ping),
            "role": .string(role.rawValue), "limits": Limits.json,
            "model": ["name": .string(model), "rehearsal": .bool(isRehearsal)],
        ]
    }
}

extension Limits {
    /// The bounds that concern a client.
    fileprivate static let json: JSON = [
        "frameBytes": JSON(frameBytes), "resultBytes": JSON(resultBytes), "promptBytes": JSON(promptBytes),
        "codeBytes": JSON(codeBytes), "outputBytes": JSON(outputBytes), "runOutputBytes": JSON(runOutputBytes),
        "streamBytes": JSON(streamBytes), "outputs": JSON(outputs), "depth": JSON(depth),
        "commandsPerSecond": JSON(commandsPerSecond),
    ]
}
