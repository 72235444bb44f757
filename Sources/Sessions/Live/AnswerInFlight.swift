import Composing
import Turns
import Wire

/// A model's answer while it streams: its text on the way to the log, and the program in it.
struct AnswerInFlight {
    let key: AttemptKey
    private var coalescer: TextCoalescer
    private var extractor = CodeExtractor()

    init(key: AttemptKey, interval: Int) {
        self.key = key
        coalescer = TextCoalescer(interval: interval)
    }

    var deadline: Moment? { coalescer.deadline }

    /// What may be logged now.
    mutating func receive(_ delta: AnswerDelta, at now: Moment) -> [AnswerDelta] {
        if delta.channel == .answer { extractor.feed(delta.text) }
        return coalescer.add(delta, at: now)
    }

    mutating func flush(at now: Moment) -> [AnswerDelta] { coalescer.flush(at: now) }

    func code(at end: AnswerEnd.Reason) -> AnswerCode {
        switch extractor.finish(end) {
        case .code(let code): .code(code, sha256: Identity.sha256(code))
        case .none: .none
        case .cutOff: .cutOff
        }
    }
}
