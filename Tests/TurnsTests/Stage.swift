import TestSupport
import Turns
import Wire

/// A machine, the time, and short words for what happens to it. Every word returns the machine's step.
struct Stage {
    var machine: TurnMachine
    private(set) var now = Moment(milliseconds: 0)

    init(
        fallbacks: [String] = [], callsTool: Bool = false, price: TokenPrice? = nil, fallbackPrice: TokenPrice? = nil,
        _ change: (inout TurnPolicy) -> Void = { _ in }
    ) {
        var policy = TurnPolicy()
        change(&policy)
        machine = TurnMachine(
            policy: policy, model: AskedModel(name: "scripted", callsTool: callsTool, price: price),
            fallbacks: fallbacks.map { AskedModel(name: $0, price: fallbackPrice) })
    }

    /// A turn whose first attempt's code is leased to the tab "a".
    static func running(_ change: (inout TurnPolicy) -> Void = { _ in }) -> Stage {
        var stage = Stage(change)
        stage.join("a")
        stage.prompt()
        stage.answer("fig = 1")
        return stage
    }

    private var turn: Int { machine.state.turn?.number ?? 0 }
    private var attempt: Int { machine.state.turn?.attempt?.number ?? 0 }
    var asked: AttemptKey { AttemptKey(turn: turn, attempt: attempt) }
    var run: RunKey {
        RunKey(turn: turn, attempt: attempt, lease: machine.state.turn?.attempt?.run?.lease ?? 0)
    }

    // MARK: Tabs

    @discardableResult
    mutating func join(
        _ tab: String, _ sandbox: SandboxState = .ready, visible: Bool = true, role: Role = .owner, run: RunKey? = nil
    ) -> Step {
        let step = machine.tabJoined(tab, name: tab, visible: visible, role: role, run: run, at: now)
        return sandbox == .booting ? step : change(tab, sandbox)
    }

    @discardableResult
    mutating func leave(_ tab: String, forGood: Bool = false) -> Step {
        machine.tabLeft(tab, forGood: forGood, at: now)
    }

    /// A ping, with the run that the tab names in it.
    @discardableResult
    mutating func ping(_ tab: String, _ run: RunKey? = nil) -> Step { machine.heard(from: tab, run: run, at: now) }

    @discardableResult
    mutating func change(_ tab: String, _ sandbox: SandboxState, visible: Bool? = nil) -> Step {
        machine.tabChanged(tab, sandbox: sandbox, visible: visible, at: now)
    }

    // MARK: People

    @discardableResult
    mutating func prompt(
        _ text: String = "plot it", by tab: String = "a", id: String = "c1", account: Account? = nil
    ) -> Step {
        machine.prompt(text, by: tab, command: id, account: account, at: now)
    }

    @discardableResult
    mutating func rerun(_ turn: Int, code: String = "fig = 2", by tab: String = "a") -> Step {
        machine.rerun(turn: turn, code: code, sha256: "00", by: tab, command: "c9", at: now)
    }

    // MARK: The model

    @discardableResult
    mutating func say(_ text: String, _ channel: TextChannel = .answer) -> Step {
        machine.text(AnswerDelta(channel: channel, text: text), of: asked)
    }

    @discardableResult
    mutating func answer(_ code: String) -> Step { finish(.code(code, sha256: "00")) }

    /// An answer without a program.
    mutating func answer(using tokens: TokenCount) {
        say("No plot.")
        finish(.none, tokens: tokens)
    }

    @discardableResult
    mutating func failModel(_ kind: AnswerFailure.Kind = .unreachable) -> Step {
        machine.modelFailed(AnswerFailure(kind, "it is \(kind)"), of: asked)
    }

    @discardableResult
    mutating func finish(_ code: AnswerCode, _ reason: AnswerEnd.Reason = .stop, tokens: TokenCount? = nil) -> Step {
        let end = AnswerEnd(reason: reason, inputTokens: tokens?.input, outputTokens: tokens?.output)
        return machine.answered(end, code, of: asked, at: now)
    }

    // MARK: The tab that runs

    @discardableResult
    mutating func progress(_ phase: RunProgress.Phase, from tab: String = "a") -> Step {
        machine.progress(RunProgress(phase: phase), of: run, from: tab, at: now)
    }

    @discardableResult
    mutating func blocked(_ target: String, from tab: String = "a") -> Step {
        machine.blocked(BlockedAttempt(door: "connect-src", target: target), of: run, from: tab, at: now)
    }

    @discardableResult
    mutating func output(_ output: JSON = Outputs.figure, _ number: Int = 0, bytes: Int = 100, from tab: String = "a")
        -> Step
    {
        machine.output(.success(output), bytes: bytes, number: number, of: run, from: tab, at: now)
    }

    @discardableResult
    mutating func outcome(_ outcome: RunOutcome, _ error: RunError? = nil, from tab: String = "a") -> Step {
        machine.outcome(
            outcome, error: error, timings: RunTimings(packagesMs: 1, execMs: 2, serializeMs: 3), of: run, from: tab,
            at: now)
    }

    /// An attempt whose code, another one each time, ends with that error in the tab "a", which is ready again after it.
    @discardableResult
    mutating func fail(_ name: String, _ message: String = "m", code: String? = nil) -> Step {
        answer(code ?? "fig = \(attempt)")
        let step = outcome(.error, RunError(ename: name, evalue: message))
        change("a", .ready)
        return step
    }

    // MARK: Time

    /// Lets that much time pass, with a tick whenever one is due; all that happened, as one step.
    @discardableResult
    mutating func pass(_ milliseconds: Int) -> [String] {
        let end = now + milliseconds
        var happened: [String] = []
        while let due = machine.deadline, due <= end {
            now = due
            happened += machine.tick(at: now).events.map(\.brief)
        }
        now = end
        return happened
    }

    /// The server stops and starts: a new machine from the log's state.
    mutating func restart(fallbacks: [String] = []) -> Step {
        machine = TurnMachine(
            state: machine.state, policy: TurnPolicy(), model: AskedModel(name: "scripted"),
            fallbacks: fallbacks.map { AskedModel(name: $0) })
        return machine.recover(at: now)
    }
}

extension Step {
    var told: [String] { events.map(\.brief) }
    var isNothing: Bool { events.isEmpty && effects.isEmpty && reply == nil }

    /// The code of its refusal.
    var refusal: Reply.Code? {
        if case .refused(let code, _) = reply { code } else { nil }
    }

    /// What it asks a model.
    var request: ModelRequest? {
        for case .ask(let request, _) in effects { return request }
        return nil
    }
}
