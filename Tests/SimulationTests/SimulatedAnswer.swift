import TestSupport
import Turns
import Wire

/// One answer of the simulated model, in pieces.
struct SimulatedAnswer {
    enum Piece {
        case delta(AnswerDelta)
        case end(AnswerEnd.Reason)
        case failure
    }

    let pieces: [Piece]

    init(_ chance: inout SeededGenerator) {
        let program = "fig = \(Int.random(in: 0...9, using: &chance))"
        let texts =
            switch Int.random(in: 0..<12, using: &chance) {
            case 0: ["In words ", "only."]
            case 1: ["```python\n", program]
            default: ["Here ", "it is: 🙂\n", "```python\n", program, "\n```\n"]
            }
        var pieces: [Piece] = []
        if chance.once(in: 4) { pieces.append(.delta(AnswerDelta(channel: .thinking, text: "hm"))) }
        pieces += texts.map { .delta(AnswerDelta(channel: .answer, text: $0)) }
        if chance.once(in: 20) {
            pieces = pieces.prefix(Int.random(in: 0...pieces.count, using: &chance)) + [.failure]
        } else {
            pieces.append(.end(.stop))
        }
        self.pieces = pieces
    }
}
