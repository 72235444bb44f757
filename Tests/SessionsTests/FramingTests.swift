import Sessions
import TestSupport
import Testing
import Turns
import Wire

@Suite("What live readers are sent is framed once", .timeLimit(.minutes(1)))
struct FramingTests {
    @Test("PMD6: a broadcast starts over when somebody is sent it who was not sent the one before, and only then")
    func startsOver() async throws {
        let telling = try await Telling()
        await telling.say("alone")
        let late = try await telling.reader("late", after: "alone")
        await telling.say("joined")
        await telling.say("together")
        await telling.owner.leave()
        await telling.say("left")
        let histories = ["turn.started", "alone", "joined", "together", "left"].map(telling.history)
        #expect(histories == [.begins, .goesOn, .begins, .goesOn, .goesOn])
        #expect(late.broadcast(of: "alone") == nil && late.broadcast(of: "joined")?.history == .begins)
    }

    @Test("PMD6: a history that nobody can read is not used, and begins with who can")
    func isUnused() async throws {
        let telling = try await Telling(sharesHistory: false)
        await telling.say("plain")
        _ = try await telling.reader("sharing", after: "plain")
        await telling.say("shared")
        _ = try await telling.reader("late", after: "shared", sharesHistory: false)
        await telling.say("again")
        #expect(["plain", "shared", "again"].map(telling.history) == [.unused, .begins, .goesOn])
    }

    @Test("a framing may rest when a turn has ended, and not before")
    func rests() async throws {
        let house = try await House()
        let owner = try await house.join("owner")
        let reader = try await house.reader("reader")
        for turn in 1...2 {
            await owner.ask(.prompt(text: "tell \(turn)"), id: "p\(turn)")
            let question = try await house.model.question()
            question.say("Answer \(turn).")
            question.finish()
            await reader.recording.until { $0.told.filter { $0 == "turn answered" }.count == turn }
        }
        #expect(["tell 1", "Answer 1", "tell 2", "Answer 2"].map { reader.broadcast(of: $0)?.rests } == [0, 0, 1, 1])
    }
}

/// A model that tells, the tab that asked for it, and a reader.
private struct Telling {
    let owner: Visitor
    private let house: House
    private let reader: ReplayReader
    private let question: ScriptedModel.Question

    init(sharesHistory: Bool = true) async throws {
        house = try await House(textInterval: 0)
        owner = try await house.join("owner")
        reader = try await house.reader("reader", sharesHistory: sharesHistory)
        await owner.ask(.prompt(text: "tell"), id: "p")
        question = try await house.model.question()
    }

    /// Returns when the reader has it.
    func say(_ text: String) async {
        question.say(text)
        await Self.until(text, at: reader)
    }

    /// One who comes after this was said.
    func reader(_ name: String, after text: String, sharesHistory: Bool = true) async throws -> ReplayReader {
        let reader = try await house.reader(name, sharesHistory: sharesHistory)
        await Self.until(text, at: reader)
        return reader
    }

    func history(of text: String) -> BroadcastHistory? { reader.broadcast(of: text)?.history }

    private static func until(_ text: String, at reader: ReplayReader) async {
        await reader.recording.until { $0.events.contains { $0.body.brief.contains(text) } }
    }
}
