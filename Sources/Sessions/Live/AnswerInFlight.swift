import Composing
import Turns
import Wire

/// A model's answer while it streams: its text on the way to the log, and the program in it.
struct AnswerInFlight {
    let key: AttemptKey
    private let asked: Moment
    private var hasBegun = false
    private var coalescer: TextCoalescer
    private var extractor = CodeExtractor()

    init(key: AttemptKey, askedAt asked: Moment, interval: Int) {
        self.key = key
        self.asked = asked
        coalescer = TextCoalescer(interval: interval)
    }

    var deadline: Moment? { coalescer.deadline }

    /// How long ago the model was asked.
    func age(at now: Moment) -> Duration { .milliseconds(now.milliseconds - asked.milliseconds) }

    /// How long the model was silent, when this delta is the first that it says.
    mutating func silence(before delta: AnswerDelta, at now: Moment) -> Duration? {
        guard !hasBegun, !delta.text.isEmpty else { return nil }
        hasBegun = true
        return age(at: now)
    }

    /// What may be logged now.
    /// - Parameter isHeld: the log is still busy with what was before.
    mutating func receive(_ delta: AnswerDelta, at now: Moment, isHeld: Bool) -> [AnswerDelta] {
        if delta.channel == .answer { extractor.feed(delta.text) }
        return coalescer.add(delta, at: now, isHeld: isHeld)
    }

    mutating func due(at now: Moment) -> [AnswerDelta] { coalescer.due(at: now) }

    /// What there is of a program that can no longer be one; nil as long as it can, and where looking would take too long.
    /// - Parameter delta: what was received last.
    func lost(by delta: AnswerDelta) -> AnswerCode? {
        guard delta.channel == .answer, delta.text.contains(where: \.isNewline), let code = extractor.unfinishedProgram,
            code.utf8.count <= Limits.watchedCodeBytes, let problem = PythonSource(code).lastingProblem
        else { return nil }
        return malformed(code, problem, traceback: ["The answer was not read any further."])
    }

    mutating func flush(at now: Moment) -> [AnswerDelta] { coalescer.flush(at: now) }

    func code(at end: AnswerEnd.Reason) -> AnswerCode {
        switch extractor.finish(end) {
        case .code(let code): checked(code)
        case .none: .none
        case .cutOff: .cutOff
        }
    }

    private func checked(_ code: String) -> AnswerCode {
        PythonSource(code).problem.map { malformed(code, $0) } ?? .code(code, sha256: Identity.sha256(code))
    }

    private func malformed(_ code: String, _ problem: PythonProblem, traceback: [String] = []) -> AnswerCode {
        let error = RunError(
            ename: problem.kind.rawValue, evalue: problem.message, traceback: traceback, line: problem.line)
        return .malformed(code, sha256: Identity.sha256(code), error)
    }
}
