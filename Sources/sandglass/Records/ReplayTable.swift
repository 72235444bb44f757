import Foundation
import Sessions
import Wire

/// What the turns came to, then and now.
struct ReplayTable {
    static let head = line("turn", "outcome then, now", "attempts", "tokens", "seconds", "prompt")
    private var then = Sum()
    private var now = Sum()
    private var turns = 0

    private struct Sum {
        var plotted = 0
        var attempts = 0
        var tokens = 0
        var seconds = 0.0

        mutating func add(_ turn: TurnSummary) {
            plotted += turn.outcome == .plotted ? 1 : 0
            attempts += turn.attempts
            tokens += turn.tokens
            seconds += turn.seconds
        }
    }

    mutating func row(_ number: Int, _ before: TurnSummary, _ after: TurnSummary) -> String {
        turns += 1
        then.add(before)
        now.add(after)
        let prompt = before.prompt.prefix(60).map { $0.isNewline ? " " : String($0) }.joined()
        return Self.line(
            "\(number)", pair(before.outcome?.rawValue ?? "–", after.outcome?.rawValue ?? "–"),
            pair(before.attempts, after.attempts), pair(before.tokens, after.tokens),
            pair(seconds(before.seconds), seconds(after.seconds)), prompt)
    }

    var foot: String {
        Self.line(
            "all", pair("\(then.plotted)", "\(now.plotted) of \(turns) plotted"), pair(then.attempts, now.attempts),
            pair(then.tokens, now.tokens), pair(seconds(then.seconds), seconds(now.seconds)), "")
    }

    private func seconds(_ value: Double) -> String { String(format: "%.1f", value) }
    private func pair(_ then: some CustomStringConvertible, _ now: some CustomStringConvertible) -> String {
        "\(then), \(now)"
    }

    private static func line(_ cells: String...) -> String {
        zip(cells, [6, 24, 10, 16, 16, 0]).map { $0.padding(toLength: max($0.count, $1), withPad: " ", startingAt: 0) }
            .joined(separator: " ")
    }
}
