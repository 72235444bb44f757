public import Wire

/// What a session's log says, and nothing else: the fold of its events. Replaying a log gives the state that the live
/// session had.
public struct SessionState: Sendable, Hashable {
    /// The number of attempts of each turn that the log has.
    public private(set) var attempts: [Int: Int] = [:]
    /// The number of the last turn; 0 when there was none.
    public private(set) var lastTurn = 0
    /// The turn in flight.
    public private(set) var turn: TurnState?
    /// What a model is told of the turns before.
    private(set) var conversation = Conversation()
    /// What its answers have used so far.
    public private(set) var tokens = TokenTally()

    public init() {}

    /// Notes what the answers of a turn used, without its events.
    public mutating func note(_ usage: Usage) { tokens.add(usage) }

    /// Notes a turn that has ended, without its events.
    /// - Parameter attempts: how many it had by then.
    public mutating func note(turn number: Int, attempts: Int) {
        self.attempts[number] = attempts
        lastTurn = max(lastTurn, number)
    }

    /// Turns before that one are no longer in the log (RET2).
    public mutating func forget(turnsBefore number: Int) {
        attempts = attempts.filter { $0.key >= number }
        conversation.forget(turnsBefore: number)
    }

    /// What a model is asked for the next attempt; nil when no turn is in flight.
    public func question(_ policy: TurnPolicy, callsTool: Bool) -> ModelRequest? {
        turn.map { turn in
            RepairPrompt.request(
                for: turn, after: conversation.messages(before: turn.number, bytes: policy.conversationBytes),
                by: policy.repair, callsTool: callsTool)
        }
    }

    /// Takes an event of an ended turn, as a compact replay has it, for what models are told of it.
    public mutating func recall(_ compact: JSON) { conversation.apply(compact: compact) }

    public mutating func apply(_ body: EventBody) {
        conversation.apply(body)
        tokens.apply(body)
        switch body {
        case .turnStarted(let number, let prompt, let by, _):
            note(turn: number, attempts: 0)
            turn = TurnState(number: number, prompt: prompt, by: by)
        case .attemptStarted(let number, let attempt, _, let reason, let by, _):
            if reason == .rerun { turn = TurnState(number: number, prompt: "", by: by ?? "") }
            // A rerun of a turn that was dropped does not bring it back.
            if attempts[number] != nil { note(turn: number, attempts: attempt) }
            turn?.attempts.append(AttemptState(number: attempt, reason: reason))
        case .text(_, _, let channel, _, let text): turn?.attempt?.append(text, to: channel)
        case .code(_, _, let code, _): turn?.attempt?.code = code
        case .attemptFailed(_, _, let error): turn?.attempt?.fail(with: error)
        case .runLeased(let run, let tab, let limits):
            turn?.attempt?.run = RunState(lease: run.lease, tab: tab, limits: limits)
        case .runProgress(_, let progress): turn?.attempt?.run?.phase = progress.phase
        case .runOutput(_, let at, let output): turn?.attempt?.run?.receive(output, at: at)
        case .runBlocked(_, let blocked): turn?.attempt?.run?.blocked.append(blocked)
        case .runEnded(_, _, let error, _): turn?.attempt?.end(with: error)
        case .attemptAnswered: break
        case .turnEnded: turn = nil
        }
    }
}

/// A turn in flight.
public struct TurnState: Sendable, Hashable {
    public let number: Int
    /// Empty for a rerun, which asks no model.
    public let prompt: String
    /// A tab's id, or "api".
    public let by: String
    public internal(set) var attempts: [AttemptState] = []

    /// The latest attempt, changed in its place: every token does.
    public internal(set) var attempt: AttemptState? {
        get { attempts.last }
        _modify {
            var latest = attempts.popLast()
            defer { if let latest { attempts.append(latest) } }
            yield &latest
        }
    }

    /// What an earlier attempt with the same program failed with, when it would fail like that again (TRN10).
    func error(ofRepeated code: String) -> RunError? {
        let comparable = ComparableCode(code)
        let earlier = attempts.last { attempt in
            guard let error = attempt.error, let code = attempt.code else { return false }
            return FailureClass(error).comesBack && ComparableCode(code) == comparable
        }
        guard let earlier, var error = earlier.error else { return nil }
        error.traceback = ["The program is that of attempt \(earlier.number), and was not run again."]
        return error
    }

    var answerBytes: Int { attempts.reduce(0) { $0 + $1.answerBytes } }

    /// Which model is asked: each fallback is the next one's turn.
    var rank: Int { attempts.count { $0.reason == .fallback } }

    /// The attempts, without those whose model was not there.
    var answeredAttempts: Int { attempts.count - rank }

    /// The latest attempt that says what was wrong with an answer.
    var lastFailure: AttemptState? { attempts.last { $0.error != nil && !$0.lacksModel } }

    /// How many attempts in a row, up to the latest that failed, failed with the same error. One that a restart of the
    /// server cut says nothing about it, nor does one whose model was not there.
    var repeatedErrors: Int {
        let errors = attempts.filter { !$0.lacksModel }.compactMap(\.error)
        guard let last = errors.last else { return 0 }
        return errors.reversed().prefix { $0.isAlike(last) }.count
    }
}

/// One model answer and the run of its code.
public struct AttemptState: Sendable, Hashable {
    public let number: Int
    public let reason: AttemptReason
    /// UTF-16 code units of each channel's text so far.
    private(set) var lengths: [TextChannel: Int] = [:]
    private(set) var answerBytes = 0
    /// Whether the answer is more than white space.
    private(set) var saysSomething = false
    public internal(set) var code: String?
    /// Set while the attempt's code has a lease.
    public internal(set) var run: RunState?
    /// Why it failed.
    public private(set) var error: RunError?
    private(set) var hasEnded = false

    init(number: Int, reason: AttemptReason) {
        self.number = number
        self.reason = reason
    }

    /// Nothing of an answer has come.
    var isSilent: Bool { lengths.isEmpty }
    /// It failed because its model did, without a word.
    var lacksModel: Bool { isSilent && error?.ename == RunError.modelError }

    func length(of channel: TextChannel) -> Int { lengths[channel, default: 0] }

    fileprivate mutating func append(_ text: String, to channel: TextChannel) {
        lengths[channel, default: 0] += text.utf16.count
        answerBytes += text.utf8.count
        if channel == .answer, !saysSomething { saysSomething = !text.allSatisfy(\.isWhitespace) }
    }

    fileprivate mutating func fail(with error: RunError) {
        self.error = error
        hasEnded = true
    }

    fileprivate mutating func end(with error: RunError?) {
        self.error = error
        hasEnded = true
    }
}

/// One lease of an attempt's code, and what has come of it.
public struct RunState: Sendable, Hashable {
    public let lease: Int
    public let tab: String
    public let limits: RunLimits
    var phase: RunProgress.Phase?
    /// What its code tried and was not let to.
    fileprivate(set) var blocked: [BlockedAttempt] = []
    /// The `at` of the next output.
    private(set) var outputs = 0
    private(set) var drew = false
    /// Why its outcome cannot be ok, whatever its tab will say.
    private(set) var fault: RunError?

    init(lease: Int, tab: String, limits: RunLimits) {
        self.lease = lease
        self.tab = tab
        self.limits = limits
    }

    fileprivate mutating func receive(_ output: JSON, at: Int) {
        outputs = at + 1
        drew = drew || output.isDrawing
        fault = fault ?? output.refusal
    }
}

extension JSON {
    /// Whether a Jupyter output is something drawn: a figure or an image.
    var isDrawing: Bool {
        self["data"]?.members?.contains { $0.key == "application/vnd.plotly.v1+json" || $0.key.hasPrefix("image/") }
            ?? false
    }
}

extension JSON {
    /// What the log has in the place of an output that was refused: validation leaves no tab's output such a field.
    static func refused(_ error: RunError) -> JSON {
        let evalue = error.evalue.bounded(to: 1_000)
        return [
            "output_type": "stream", "name": "stderr",
            "text": .string("[an output was refused: \(error.ename): \(evalue)]\n"),
            "refused": ["ename": .string(error.ename), "evalue": .string(evalue)],
        ]
    }

    /// Why this stands in the place of an output that was refused.
    package var refusal: RunError? {
        guard let refused = self["refused"], let ename = refused["ename"]?.string,
            let evalue = refused["evalue"]?.string
        else { return nil }
        return RunError(ename: ename, evalue: evalue)
    }
}

extension RunError {
    /// The name of an error that is the model's, or of the way to it.
    static let modelError = "ModelError"

    func isAlike(_ other: RunError) -> Bool { ename == other.ename && evalue == other.evalue }
}
