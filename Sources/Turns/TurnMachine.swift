public import Wire

/// Decides what happens in a session: one turn at a time, its attempts, and which tab runs their code.
///
/// Every method takes one thing that happened and the time, and returns what to do. The state changes only by the
/// events returned, so that a log replayed into `SessionState` gives a machine that can go on; beside it stand the tabs
/// that are here and the clocks, which a restart begins anew.
public struct TurnMachine: Sendable {
    public internal(set) var state: SessionState
    let policy: TurnPolicy
    /// The model and its fallbacks.
    let models: [AskedModel]

    var tabs: [String: Tab] = [:]
    private var joins = 0
    var holder: Holder = .nobody
    /// A run whose tab has said that it does not execute it.
    var givenUp: RunKey?
    /// Bytes of the outputs of the run in flight.
    var outputBytes: Int
    /// Whose budget the answers of the turn count for, with what was used when it was asked; nil for nobody's.
    public private(set) var account: Account?
    /// What the session's answers had used by then.
    private var usedBefore = Usage()
    private var wall: Moment?
    var unattended: Moment?
    /// When the server ends the run itself (RUN7), and for which phase of it.
    var runDeadline: (at: Moment, phase: RunProgress.Phase?)?

    /// - Parameters:
    ///   - outputBytes: what the run in flight has shown so far.
    ///   - account: whose the turn in flight is.
    public init(
        state: SessionState = SessionState(), outputBytes: Int = 0, account: Account? = nil,
        policy: TurnPolicy = TurnPolicy(),
        model: AskedModel,
        fallbacks: [AskedModel] = []
    ) {
        self.state = state
        self.outputBytes = outputBytes
        self.account = account
        usedBefore = state.tokens.settled
        self.policy = policy
        // What an event may hold of a name, with room for the note of what was left out.
        models = ([model] + fallbacks).map { model in
            var model = model
            model.name = model.name.bounded(to: Limits.nameBytes - 56)
            return model
        }
    }

    /// When `tick` is due; nil while nothing is waited for.
    public var deadline: Moment? {
        guard state.turn != nil else { return nil }
        return .earlier(.earlier(wall, unattended), .earlier(runDeadline?.at, holder.deadline))
    }

    /// Who is here, longest first.
    public var presence: [TabPresence] { tabs.values.sorted { $0.joined < $1.joined }.map(\.presence) }

    /// Turns before that one are no longer in the log (RET2).
    public mutating func forget(turnsBefore number: Int) { state.forget(turnsBefore: number) }

    // MARK: What people ask for

    /// - Parameter account: whose budget the answers count for.
    public mutating func prompt(
        _ text: String, by tab: String, command: String, account: Account? = nil, at now: Moment
    ) -> Step {
        if let turn = state.turn { return .refuse(.busy, "turn \(turn.number) is still at work: wait, or stop it") }
        self.account = account
        usedBefore = state.tokens.settled
        if let spent { return .refuse(.overBudget, "\(spent.what): \(spent.remedy)") }
        var step = Step()
        let number = state.lastTurn + 1
        emit(.turnStarted(turn: number, prompt: text, by: tab, command: command), in: &step)
        wall = now + policy.wall
        startAttempt(.first, in: &step)
        step.reply = .ok(turn: number)
        return step
    }

    public mutating func rerun(
        turn number: Int, code: String, sha256: String, by tab: String, command: String, at now: Moment
    ) -> Step {
        if let turn = state.turn { return .refuse(.busy, "turn \(turn.number) is still at work: wait, or stop it") }
        guard let attempts = state.attempts[number] else {
            return .refuse(.unknownTurn, "there is no turn \(number) in this session")
        }
        var step = Step()
        let attempt = attempts + 1
        emit(
            .attemptStarted(
                turn: number, attempt: attempt, model: "edited by a person", reason: .rerun, by: tab, command: command),
            in: &step)
        wall = now + policy.wall
        begin(code, sha256: sha256, at: now, in: &step)
        step.reply = .ok(turn: number, attempt: attempt)
        return step
    }

    public mutating func cancel(turn number: Int) -> Step {
        guard let turn = state.turn, turn.number == number else {
            guard state.attempts[number] != nil else {
                return .refuse(.unknownTurn, "there is no turn \(number) in this session")
            }
            var step = Step()
            step.reply = .ok()
            return step
        }
        var step = Step()
        stop(.cancelled, "stopped by a person", in: &step)
        step.reply = .ok()
        return step
    }

    // MARK: Time and restarts

    public mutating func tick(at now: Moment) -> Step {
        var step = Step()
        guard let turn = state.turn else { return step }
        if let wall, wall <= now {
            let reason = "the turn took longer than \(policy.wall / 1_000) s"
            stop(turn.attempt?.reason == .rerun ? .failed : .exhausted, reason, in: &step)
            return step
        }
        if let unattended, unattended <= now {
            let reason = "no tab with a ready sandbox came within \(policy.unattended / 1_000) s"
            stop(.unattended, reason, in: &step)
            return step
        }
        if let runDeadline, runDeadline.at <= now {
            endOverdueRun(phase: runDeadline.phase, in: &step)
            return step
        }
        if let due = holder.deadline, due <= now { overdue() }
        assign(at: now, in: &step)
        return step
    }

    /// After the log was replayed: what was in flight goes on (TRN7).
    public mutating func recover(at now: Moment) -> Step {
        var step = Step()
        guard let attempt = state.turn?.attempt else { return step }
        wall = now + policy.wall
        if attempt.code == nil {
            startAttempt(.restart, in: &step)
        } else {
            holder = attempt.run == nil ? .nobody : .away(until: now + policy.leaseGrace)
            assign(at: now, in: &step)
        }
        return step
    }

    // MARK: The parts of a turn

    mutating func emit(_ body: EventBody, in step: inout Step) {
        state.apply(body)
        step.events.append(body)
    }

    mutating func startAttempt(_ reason: AttemptReason, in step: inout Step) {
        guard let turn = state.turn else { return }
        let number = (turn.attempt?.number ?? 0) + 1
        // After a restart of the server there may be fewer.
        let rank = min(turn.rank + (reason == .fallback ? 1 : 0), models.count - 1)
        let model = models[rank]
        guard var request = state.question(policy, callsTool: model.callsTool) else { return }
        request.rank = rank
        emit(
            .attemptStarted(
                turn: turn.number, attempt: number, model: model.name, reason: reason, by: nil, command: nil),
            in: &step)
        step.effects.append(.ask(request, AttemptKey(turn: turn.number, attempt: number)))
    }

    /// Why no model is asked any more (TRN12, TRN15), and what to do.
    private var spent: (what: String, remedy: String)? {
        let used = state.tokens.used
        // Whichever of the models was asked, it was not dearer.
        let price = models.compactMap(\.price).max { $0.output < $1.output }
        if let excess = policy.session.excess(of: used, by: price, variables: "SANDGLASS_SESSION") {
            return ("the answers of this session \(excess)", "begin a new session")
        }
        guard let account else { return nil }
        let today = account.used + (used - usedBefore)
        return policy.subject.excess(of: today, by: price, variables: "SANDGLASS_SUBJECT").map {
            ("today's answers to this person \($0)", "there are new ones tomorrow (UTC)")
        }
    }

    mutating func begin(_ code: String, sha256: String, at now: Moment, in step: inout Step) {
        guard let turn = state.turn, let attempt = turn.attempt else { return }
        emit(.code(turn: turn.number, attempt: attempt.number, code: code, sha256: sha256), in: &step)
        holder = .nobody
        assign(at: now, in: &step)
    }

    /// After a failed attempt: the next one while the budget lasts (TRN2, TRN3).
    mutating func repairOrEnd(in step: inout Step) {
        guard let turn = state.turn, let attempt = turn.attempt, let error = attempt.error else { return }
        let last = "\(error.ename): \(error.evalue.bounded(to: 500))"
        if attempt.reason == .rerun {
            end(.failed, "the edited code failed with \(last)", in: &step)
        } else if turn.repeatedErrors >= 3 {
            end(.exhausted, "the same error came back three times: \(last)", in: &step)
        } else if turn.answeredAttempts >= policy.attempts {
            end(.exhausted, "\(turn.answeredAttempts) attempts failed, the last with \(last)", in: &step)
        } else if turn.answerBytes >= policy.answerBytes {
            end(.exhausted, "the answers reached \(policy.answerBytes) bytes; the last failed with \(last)", in: &step)
        } else if let spent {
            end(.exhausted, "\(spent.what); the last attempt failed with \(last)", in: &step)
        } else {
            clearRun()
            startAttempt(.repair, in: &step)
        }
    }

    /// Ends the turn from outside: the model and the run are stopped first (TRN5).
    mutating func stop(_ outcome: TurnOutcome, _ reason: String, in step: inout Step) {
        guard let turn = state.turn, let attempt = turn.attempt else { return }
        if attempt.code == nil { step.effects.append(.stopModel) }
        if let run = attempt.run, !attempt.hasEnded {
            let key = RunKey(turn: turn.number, attempt: attempt.number, lease: run.lease)
            emit(.runEnded(key, outcome: .interrupted, error: nil, timings: RunTimings()), in: &step)
        }
        end(outcome, reason, in: &step)
    }

    mutating func end(_ outcome: TurnOutcome, _ reason: String, in step: inout Step) {
        guard let turn = state.turn else { return }
        emit(.turnEnded(turn: turn.number, outcome: outcome, reason: reason), in: &step)
        clearRun()
        wall = nil
    }

    private mutating func clearRun() {
        holder = .nobody
        givenUp = nil
        outputBytes = 0
        unattended = nil
        runDeadline = nil
    }

    mutating func nextJoin() -> Int {
        joins += 1
        return joins
    }
}
