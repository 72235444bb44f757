import Turns
import Wire

/// What an operator is told of a session.
extension SessionMachine {
    /// What there is to observe in an event that was just decided.
    mutating func observation(of body: EventBody, at now: Moment) -> Observation? {
        switch body {
        case .attemptStarted(_, _, _, let reason, _, _): return .attempt(reason)
        case .attemptAnswered(_, _, let tokens): return .tokens(tokens)
        case .runLeased(let run, _, _):
            leased = (run, now)
            return nil
        case .runEnded(let run, let outcome, _, let timings):
            guard let leased, leased.run == run else { return .run(outcome, clocks: nil) }
            let elapsed = now.milliseconds - leased.at.milliseconds
            return .run(outcome, clocks: RunClocks(elapsed: elapsed, told: timings))
        case .turnEnded(_, let outcome, _): return .turn(outcome)
        case .turnStarted, .text, .code, .attemptFailed, .runProgress, .runOutput, .runBlocked: return nil
        }
    }

    /// The model says nothing more, or nobody listens to it any more.
    mutating func endAnswer(_ fate: AnswerFate, at now: Moment) {
        guard let answer else { return }
        actions.append(.observe(.answer(fate, after: answer.age(at: now))))
        self.answer = nil
    }
}
