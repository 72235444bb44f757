import Sessions
import TestSupport
import Testing
import Turns
import Wire

@Suite("CMD2: commands sent again", .timeLimit(.minutes(1)))
struct CommandTests {
    @Test("CMD2: a prompt sent again under its id is answered alike and done once")
    func again() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        for _ in 0..<3 { #expect(await tab.ask(.prompt(text: "bars"), id: "p") == .ok(turn: 1)) }
        #expect(tab.told == ["turn 1", "attempt 1 first"])
    }

    @Test("CMD2: sent again before the first is answered, it is answered once")
    func pending() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        await house.log.hold()
        for _ in 0..<3 { await tab.send(.prompt(text: "bars"), id: "p") }
        await house.log.untilHeld()
        await house.log.release()
        await tab.ask(.cancel(turn: 1), id: "c")
        #expect(tab.subscriber.items.replies(to: "p") == [.ok(turn: 1)])
        #expect(tab.told.filter { $0.hasPrefix("turn ") } == ["turn 1", "turn cancelled"])
    }

    @Test("CMD2: the same tab asks again over a new connection")
    func newConnection() async throws {
        let house = try await House()
        let old = try await house.join("a")
        await old.ask(.prompt(text: "bars"), id: "p")
        await old.leave()
        let new = try await house.join("a")
        #expect(await new.ask(.prompt(text: "bars"), id: "p") == .ok(turn: 1))
    }

    @Test("CMD2: an answer that is on its way goes to the tab's new connection")
    func answerAfterReconnect() async throws {
        let house = try await House()
        let old = try await house.join("a")
        await house.log.hold()
        await old.send(.prompt(text: "bars"), id: "p")
        await house.log.untilHeld()
        let new = try await house.join("a")
        await new.send(.prompt(text: "bars"), id: "p")
        await house.log.release()
        await new.subscriber.until { !$0.replies(to: "p").isEmpty }
        #expect(new.subscriber.items.replies(to: "p") == [.ok(turn: 1)])
    }

    @Test("CMD2: another tab's same id is another command")
    func otherTab() async throws {
        let house = try await House()
        let (first, second) = (try await house.join("a"), try await house.join("b"))
        await first.ask(.prompt(text: "bars"), id: "p")
        guard case .refused(.busy, _)? = await second.ask(.prompt(text: "bars"), id: "p") else {
            Issue.record("TRN1")
            return
        }
    }

    @Test("CMD2: a prompt and a rerun are answered alike after a restart of the server")
    func afterRestart() async throws {
        var house = try await House()
        var tab = try await house.join("a")
        await tab.ask(.prompt(text: "bars"), id: "p")
        let question = try await house.model.question()
        question.say("no code")
        question.finish()
        await tab.until("turn answered")
        await tab.ask(.rerun(turn: 1, code: "fig = 2"), id: "r")
        await tab.ask(.cancel(turn: 1), id: "c")
        let count = tab.events.count

        house = try await house.restarted()
        tab = try await house.join("a")
        #expect(await tab.ask(.prompt(text: "bars"), id: "p") == .ok(turn: 1))
        #expect(await tab.ask(.rerun(turn: 1, code: "fig = 2"), id: "r") == .ok(turn: 1, attempt: 2))
        #expect(try await house.logged().count == count)
    }

    @Test("CMD2: a temporary refusal may be tried again under the same id")
    func temporary() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        await tab.ask(.prompt(text: "one"), id: "p1")
        guard case .refused(.busy, _)? = await tab.ask(.prompt(text: "two"), id: "p2") else {
            Issue.record("TRN1")
            return
        }
        await tab.ask(.cancel(turn: 1), id: "c")
        #expect(await tab.ask(.prompt(text: "two"), id: "p2") == .ok(turn: 2))
    }

    @Test("CMD2: a refusal that is not temporary is remembered")
    func remembered() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        guard case .refused(.unknownTurn, _)? = await tab.ask(.cancel(turn: 1), id: "c") else {
            Issue.record("there is no turn")
            return
        }
        await tab.ask(.prompt(text: "bars"), id: "p")
        guard case .refused(.unknownTurn, _)? = await tab.ask(.cancel(turn: 1), id: "c") else {
            Issue.record("the first answer is the answer")
            return
        }
    }

    @Test("a prompt of the HTTP API is one of nobody's tab, answered once it is logged")
    func api() async throws {
        let house = try await House()
        let live = try await house.live
        #expect(try await live.prompt("bars", id: "p") == .ok(turn: 1))
        #expect(try await live.prompt("bars", id: "p") == .ok(turn: 1))
        let first = try await house.logged().first?.body
        #expect(first == .turnStarted(turn: 1, prompt: "bars", by: "api", command: "p"))
        guard case .refused(.busy, _) = try await live.prompt("more", id: "q") else {
            Issue.record("TRN1")
            return
        }
    }
}
