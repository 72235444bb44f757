import Testing
import Turns
import Wire

@testable import Sessions

@Suite("TRN14: a program that is lost")
struct AnswerInFlightTests {
    @Test("is looked for up to a bound", arguments: [(0, true), (1, false)])
    func bound(past: Int, isFound: Bool) {
        let last = "x = (1]\n"
        let comment = "#" + String(repeating: "-", count: Limits.watchedCodeBytes - last.utf8.count - 2 + past) + "\n"
        var answer = AnswerInFlight(
            key: AttemptKey(turn: 1, attempt: 1), askedAt: Moment(milliseconds: 0), interval: 0)
        let delta = AnswerDelta(channel: .answer, text: "```python\n\(comment)\(last)")
        _ = answer.receive(delta, at: Moment(milliseconds: 1), isHeld: false)
        #expect((answer.lost(by: delta) != nil) == isFound)
    }
}
