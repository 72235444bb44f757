public import Wire

/// Whether a list of events is a log that docs/protocol.md allows. It knows nothing of the machine, which has to agree with it.
public struct LogAudit {
    private struct Attempt {
        var isRerun = false
        var lengths: [TextChannel: Int] = [:]
        var isAnswered = false
        var hasCode = false
        var hasFailed = false
        var lease = 0
        var outputs = 0
        var blocked: Set<BlockedAttempt> = []
        var ended: RunOutcome?

        var isOver: Bool { hasFailed || ended != nil }
    }

    private var attempts: [Int] = []
    /// The number of the turn in flight, and its latest attempt.
    public private(set) var open: Int?
    private var attempt: Attempt?

    public init() {}

    /// Takes the next event; says what is wrong with it.
    public mutating func objection(to event: EventBody) -> String? {
        switch event {
        case .turnStarted(let turn, let prompt, let by, let command):
            guard open == nil else { return "a turn within a turn" }
            guard turn == attempts.count + 1 else { return "turn \(turn) after \(attempts.count)" }
            guard !prompt.isEmpty, !by.isEmpty, !command.isEmpty else { return "nobody asked" }
            attempts.append(0)
            (open, attempt) = (turn, nil)
        case .attemptStarted(let turn, let number, let model, let reason, let by, let command):
            return objection(toAttempt: number, of: turn, reason, model: model, by: by, command: command)
        case .turnEnded(let turn, let outcome, _):
            guard turn == open, let last = attempt else { return "a turn ended that was not in flight" }
            if last.lease > 0, last.ended == nil { return "a turn ended before its run" }
            if outcome == .plotted, last.ended != .ok { return "plotted without a run" }
            if outcome == .answered, last.hasCode, last.ended != .ok { return "answered without a run" }
            (open, attempt) = (nil, nil)
        case .text(let turn, let number, let channel, let at, let text):
            if let wrong = misplaced(turn, number) { return wrong }
            guard attempt?.isAnswered == false, attempt?.hasCode == false, at == attempt?.lengths[channel, default: 0]
            else { return "text at \(at)" }
            guard !text.isEmpty else { return "text without text" }
            attempt?.lengths[channel, default: 0] += text.utf16.count
        case .attemptAnswered(let turn, let number, _):
            if let wrong = misplaced(turn, number) { return wrong }
            guard attempt?.isAnswered == false, attempt?.hasCode == false, attempt?.isRerun == false else {
                return "answered twice"
            }
            attempt?.isAnswered = true
        case .code(let turn, let number, let code, _):
            if let wrong = misplaced(turn, number) { return wrong }
            guard attempt?.hasCode == false, !code.isEmpty else { return "code twice" }
            attempt?.hasCode = true
        case .attemptFailed(let turn, let number, let error):
            if let wrong = misplaced(turn, number) { return wrong }
            guard attempt?.lease == 0, !error.evalue.isEmpty else { return "an attempt with a run failed by itself" }
            attempt?.hasFailed = true
        case .runLeased, .runProgress, .runOutput, .runBlocked, .runEnded: return objection(toRun: event)
        }
        return nil
    }

    private mutating func objection(
        toAttempt number: Int, of turn: Int, _ reason: AttemptReason, model: String, by: String?, command: String?
    ) -> String? {
        guard attempts.indices.contains(turn - 1), number == attempts[turn - 1] + 1, !model.isEmpty else {
            return "attempt \(number) of turn \(turn)"
        }
        let isExpected =
            switch reason {
            case .rerun: open == nil && by != nil && command != nil
            case .first: open == turn && number == 1
            case .restart: open == turn && attempt.map { !$0.isOver && !$0.hasCode } == true
            case .fallback: open == turn && attempt.map { $0.isOver && !$0.hasCode && !$0.isRerun } == true
            case .repair: open == turn && attempt.map { $0.isOver && $0.ended != .ok && !$0.isRerun } == true
            }
        guard isExpected, reason == .rerun || (by == nil && command == nil) else { return "a \(reason) now" }
        attempts[turn - 1] = number
        (open, attempt) = (turn, Attempt(isRerun: reason == .rerun))
        return nil
    }

    private mutating func objection(toRun event: EventBody) -> String? {
        switch event {
        case .runLeased(let run, let tab, _):
            if let wrong = misplaced(run.turn, run.attempt) { return wrong }
            guard attempt?.hasCode == true, run.lease == (attempt?.lease ?? 0) + 1, !tab.isEmpty else {
                return "lease \(run.lease)"
            }
            attempt?.lease = run.lease
            attempt?.outputs = 0
            attempt?.blocked = []
        case .runProgress(let run, _): return misplaced(run)
        case .runBlocked(let run, let blocked):
            guard attempt?.blocked.insert(blocked).inserted == true else { return "blocked twice" }
            return misplaced(run)
        case .runOutput(let run, let at, _):
            if let wrong = misplaced(run) { return wrong }
            guard at == attempt?.outputs else { return "output \(at)" }
            attempt?.outputs += 1
        case .runEnded(let run, let outcome, let error, _):
            if let wrong = misplaced(run) { return wrong }
            guard outcome == .ok || outcome == .interrupted || error != nil else { return "\(outcome) without a why" }
            guard outcome != .ok || error == nil else { return "ok with an error" }
            attempt?.ended = outcome
        default: break
        }
        return nil
    }

    private func misplaced(_ turn: Int, _ number: Int) -> String? {
        guard open == turn, number == attempts[turn - 1], attempt?.isOver == false else {
            return "an event of turn \(turn), attempt \(number), which is not in flight"
        }
        return nil
    }

    private func misplaced(_ run: RunKey) -> String? {
        misplaced(run.turn, run.attempt) ?? (run.lease == attempt?.lease && run.lease > 0 ? nil : "lease \(run.lease)")
    }
}
