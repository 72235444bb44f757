public import Wire

/// What a machine wants done: log these events as one group, then answer, then act.
public struct Step: Sendable, Equatable {
    public internal(set) var events: [EventBody] = []
    public internal(set) var effects: [Effect] = []
    /// The answer to the command that caused it.
    public internal(set) var reply: Reply.Result?

    static func refuse(_ code: Reply.Code, _ message: String) -> Step {
        var step = Step()
        step.reply = .refused(code, message)
        return step
    }
}

/// What a machine asks of the shell.
public enum Effect: Sendable, Equatable {
    /// Ask the model; its answer belongs to this attempt.
    case ask(ModelRequest, AttemptKey)
    /// Close the model's connection; what it still says is not wanted.
    case stopModel
    /// Who is here has changed.
    case showPresence
}

/// An attempt of a turn.
public struct AttemptKey: Sendable, Hashable {
    public var turn: Int
    public var attempt: Int

    public init(turn: Int, attempt: Int) {
        self.turn = turn
        self.attempt = attempt
    }
}

/// The program in a model's answer.
public enum AnswerCode: Sendable, Hashable {
    /// `sha256` is the hex digest of the UTF-8 code.
    case code(String, sha256: String)
    /// A program that Python will refuse, and what it will say.
    case malformed(String, sha256: String, RunError)
    case none
    /// A block was opened and not closed.
    case cutOff
}
