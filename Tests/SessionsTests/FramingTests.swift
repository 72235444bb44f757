import Sessions
import TestSupport
import Testing
import Turns
import Wire

@Suite("What live readers are sent is framed once", .timeLimit(.minutes(1)))
struct FramingTests {
    @Test("PMD6: a broadcast starts over when somebody is sent it who was not sent the one before, and only then")
    func startsOver() async throws {
        let house = try await House(textInterval: 0)
        let owner = try await house.join("owner")
        let first = try await house.reader("first")
        await owner.ask(.prompt(text: "tell"), id: "p")
        let question = try await house.model.question()
        func say(_ text: String) async {
            question.say(text)
            await first.recording.until { $0.events.contains { $0.body.brief.contains(text) } }
        }
        await say("alone")
        let late = try await house.reader("late")
        await late.recording.until { $0.events.contains { $0.body.brief.contains("alone") } }
        await say("joined")
        await say("together")
        await owner.leave()
        await say("left")
        let framed = ["turn.started", "alone", "joined", "together", "left"].map { first.broadcast(of: $0)?.history }
        #expect(framed == [.begins, .goesOn, .begins, .goesOn, .goesOn])
        #expect(late.broadcast(of: "alone") == nil && late.broadcast(of: "joined")?.history == .begins)
    }

    @Test("PMD6: a history that nobody can read is not used, and begins with who can")
    func isUnused() async throws {
        let house = try await House(textInterval: 0)
        let plain = try await house.reader("plain", sharesHistory: false)
        let owner = try await house.join("owner")
        await owner.ask(.prompt(text: "tell"), id: "p")
        let question = try await house.model.question()
        func say(_ text: String) async {
            question.say(text)
            await plain.recording.until { $0.events.contains { $0.body.brief.contains(text) } }
        }
        await say("plain")
        let sharing = try await house.reader("sharing")
        await sharing.recording.until { $0.events.contains { $0.body.brief.contains("plain") } }
        await say("shared")
        let late = try await house.reader("late", sharesHistory: false)
        await late.recording.until { $0.events.contains { $0.body.brief.contains("shared") } }
        await say("again")
        let framed = ["plain", "shared", "again"].map { plain.broadcast(of: $0)?.history }
        #expect(framed == [.unused, .begins, .goesOn])
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
