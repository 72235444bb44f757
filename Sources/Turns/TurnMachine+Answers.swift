public import Wire

/// What the model says.
extension TurnMachine {
    public mutating func text(_ delta: AnswerDelta, of key: AttemptKey) -> Step {
        var step = Step()
        guard let attempt = asked(key) else { return step }
        emit(
            .text(
                turn: key.turn, attempt: key.attempt, channel: delta.channel, at: attempt.length(of: delta.channel),
                text: delta.text),
            in: &step)
        return step
    }

    public mutating func answered(
        _ answer: AnswerEnd, _ code: AnswerCode, of key: AttemptKey, at now: Moment
    ) -> Step {
        var step = Step()
        guard let attempt = asked(key) else { return step }
        let end = answer.reason
        if var tokens = answer.tokens {
            let rank = min(state.turn?.rank ?? 0, models.count - 1)
            tokens.cost = models[rank].price?.cost(input: tokens.input, output: tokens.output)
            emit(.attemptAnswered(turn: key.turn, attempt: key.attempt, tokens: tokens), in: &step)
        }
        switch code {
        case .code(let code, _) where code.utf8.count > Limits.codeBytes,
            .malformed(let code, _, _) where code.utf8.count > Limits.codeBytes:
            let message = "The code has \(code.utf8.count) bytes; at most \(Limits.codeBytes) are run."
            fail(RunError(ename: "CodeTooLarge", evalue: message), in: &step)
        case .code(let code, let sha256):
            if let error = state.turn?.error(ofRepeated: code) {
                refuse(code, sha256: sha256, error, in: &step)
            } else {
                begin(code, sha256: sha256, at: now, in: &step)
            }
        case .malformed(let code, let sha256, let error): refuse(code, sha256: sha256, error, in: &step)
        case .cutOff:
            let message =
                end == .length
                ? "The answer reached its length limit before the code was complete. Write a shorter program."
                : "The answer's code block was never closed, and what there is of it is not a program."
            fail(RunError(ename: "CutOffAnswer", evalue: message), in: &step)
        case .none where !attempt.saysSomething:
            fail(RunError(ename: "EmptyAnswer", evalue: "The answer was empty. Answer with a program."), in: &step)
        case .none where end == .length:
            fail(
                RunError(ename: "CutOffAnswer", evalue: "The answer reached its length limit and holds no program."),
                in: &step)
        case .none: self.end(.answered, "the answer has no Python code", in: &step)
        }
        return step
    }

    public mutating func modelFailed(_ failure: AnswerFailure, of key: AttemptKey) -> Step {
        var step = Step()
        guard let attempt = asked(key) else { return step }
        let error = RunError(ename: RunError.modelError, evalue: failure.message.bounded(to: Limits.evalueBytes / 2))
        emit(.attemptFailed(turn: key.turn, attempt: key.attempt, error: error), in: &step)
        let rank = state.turn?.rank ?? 0
        if failure.isOfThisModel, attempt.isSilent, rank + 1 < models.count {
            startAttempt(.fallback, in: &step)
        } else {
            end(.failed, error.evalue, in: &step)
        }
        return step
    }

    /// The attempt, when it is the one in flight and still waits for its answer.
    private func asked(_ key: AttemptKey) -> AttemptState? {
        guard let turn = state.turn, let attempt = turn.attempt else { return nil }
        let isAsked =
            turn.number == key.turn && attempt.number == key.attempt && attempt.code == nil && !attempt.hasEnded
        return isAsked ? attempt : nil
    }

    /// A program that would fail, and is not run.
    private mutating func refuse(_ code: String, sha256: String, _ error: RunError, in step: inout Step) {
        guard let turn = state.turn, let attempt = turn.attempt else { return }
        emit(.code(turn: turn.number, attempt: attempt.number, code: code, sha256: sha256), in: &step)
        fail(error, in: &step)
    }

    /// An answer that cannot be run.
    private mutating func fail(_ error: RunError, in step: inout Step) {
        guard let turn = state.turn, let attempt = turn.attempt else { return }
        emit(.attemptFailed(turn: turn.number, attempt: attempt.number, error: error), in: &step)
        repairOrEnd(in: &step)
    }
}
