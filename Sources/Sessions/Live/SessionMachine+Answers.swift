import Turns
import Wire

/// What the model says, and what time does.
extension SessionMachine {
    mutating func receive(_ delta: AnswerDelta, of key: AttemptKey, at now: ClockReading) -> [Action] {
        guard answer?.key == key else { return [] }
        if let silence = answer?.silence(before: delta, at: now.moment) {
            actions.append(.observe(.firstToken(after: silence)))
        }
        let isHeld = isCommitting
        guard let ready = answer?.receive(delta, at: now.moment, isHeld: isHeld) else { return [] }
        log(ready, of: key, at: now)
        if surroundings.policy.cutsShort, let lost = answer?.lost(by: delta) {
            actions.append(.stopModel)
            end(with: lost, AnswerEnd(reason: .stop), .stopped, of: key, at: now)
        }
        return take()
    }

    mutating func modelFinished(_ end: AnswerEnd, of key: AttemptKey, at now: ClockReading) -> [Action] {
        guard let answer, answer.key == key else { return [] }
        self.end(with: answer.code(at: end.reason), end, .complete, of: key, at: now)
        return take()
    }

    private mutating func end(
        with code: AnswerCode, _ end: AnswerEnd, _ fate: AnswerFate, of key: AttemptKey, at now: ClockReading
    ) {
        flushAnswer(at: now)
        endAnswer(fate, at: now.moment)
        perform(turns.answered(end, code, of: key, at: now.moment), at: now)
    }

    mutating func modelFailed(_ failure: AnswerFailure, of key: AttemptKey, at now: ClockReading) -> [Action] {
        guard answer?.key == key else { return [] }
        flushAnswer(at: now)
        endAnswer(.failed, at: now.moment)
        perform(turns.modelFailed(failure, of: key), at: now)
        return take()
    }

    /// What was received before a stop is logged before it.
    mutating func flushAnswer(at now: ClockReading) {
        guard let key = answer?.key, let deltas = answer?.flush(at: now.moment) else { return }
        log(deltas, of: key, at: now)
    }

    /// What waited for the log to be written.
    mutating func logDue(at now: ClockReading) {
        guard let key = answer?.key, let deltas = answer?.due(at: now.moment) else { return }
        log(deltas, of: key, at: now)
    }

    private mutating func log(_ deltas: [AnswerDelta], of key: AttemptKey, at now: ClockReading) {
        for delta in deltas { perform(turns.text(delta, of: key), at: now) }
    }

    /// After its log was read: takes up what was in flight.
    mutating func recover(at now: ClockReading) -> [Action] {
        perform(turns.recover(at: now.moment), at: now)
        return take()
    }

    /// It is time.
    mutating func ring(at now: ClockReading) -> [Action] {
        guard !isRetired else { return [] }
        if let deadline = answer?.deadline, deadline <= now.moment { flushAnswer(at: now) }
        if let deadline = turns.deadline, deadline <= now.moment {
            flushAnswer(at: now)
            perform(turns.tick(at: now.moment), at: now)
        }
        return take()
    }
}
