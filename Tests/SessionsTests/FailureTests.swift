import Sessions
import TestSupport
import Testing
import Turns
import Wire

@Suite("When the log cannot be written, and after a restart", .timeLimit(.minutes(1)))
struct FailureTests {
    @Test("4004: a log that fails ends the session for everyone; a fresh one goes on from the log")
    func logFails() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        let reader = RecordingSubscriber()
        try await tab.live.read(after: 0, reader)
        await house.log.setBroken(true)
        await tab.send(.prompt(text: "bars"), id: "p")
        await tab.subscriber.until { $0.closed != nil }
        await reader.until { $0.closed != nil }
        #expect(tab.subscriber.items.closed == .logUnavailable && reader.items.closed == .logUnavailable)
        guard case .refused(.unavailable, _)? = tab.subscriber.items.replies(to: "p").first else {
            Issue.record("the command is told that the log cannot be written")
            return
        }
        #expect(tab.told == [])

        await house.log.setBroken(false)
        let back = try await house.join("a", after: tab.subscriber.items.welcome?.position)
        #expect(back.subscriber.items.welcome?.mode == .tail)
        #expect(await back.ask(.prompt(text: "bars"), id: "p") == .ok(turn: 1))
    }

    @Test("4004: a prompt of the HTTP API is told so too, and does not wait for ever")
    func logFailsForAPI() async throws {
        let house = try await House()
        let live = try await house.live
        await house.log.setBroken(true)
        guard case .refused(.unavailable, _) = try await live.prompt("bars", id: "p") else {
            Issue.record("unavailable")
            return
        }
        await house.log.setBroken(false)
        let reply = try await house.directory.with(house.session) { session throws(SessionRetired) in
            try await session.prompt("bars", id: "p")
        }
        #expect(reply == .ok(turn: 1))
    }

    @Test("4004: a stream that the failure cut is taken up by the fresh session, which asks again")
    func logFailsInStream() async throws {
        let house = try await House(textInterval: 0)
        let tab = try await house.join("a")
        await tab.ask(.prompt(text: "bars"), id: "p")
        let cut = try await house.model.question()
        cut.say("half")
        await tab.until("answer 0 half")
        await house.log.setBroken(true)
        cut.say(" lost")
        await tab.subscriber.until { $0.closed != nil }
        await house.log.setBroken(false)

        let back = try await house.join("a")
        let question = try await house.model.question()
        await back.until("attempt 2 restart")
        question.say("whole")
        question.finish()
        await back.until("turn answered")
        #expect(cut.isCancelled)
        #expect(back.events.map(\.seq) == Array(1...back.events.count))
    }

    @Test("TRN7: after a restart a cut stream becomes a new attempt that says so, whoever comes first")
    func cutStream() async throws {
        for recoversFirst in [true, false] {
            var house = try await House()
            var tab = try await house.join("a")
            await tab.ask(.prompt(text: "bars"), id: "p")
            let cut = try await house.model.question()
            cut.say("half")
            await tab.until("answer 0 half")

            house = try await house.restarted()
            if recoversFirst { try await house.directory.recover() }
            tab = try await house.join("a")
            let question = try await house.model.question()
            if !recoversFirst { try await house.directory.recover() }
            question.say("whole")
            question.finish()
            await tab.until("turn answered")
            #expect(
                tab.told == [
                    "turn 1", "attempt 1 first", "answer 0 half", "attempt 2 restart", "answer 0 whole",
                    "turn answered",
                ])
        }
    }

    @Test("TRN7: a leased run goes on in its tab after a restart")
    func leasedRun() async throws {
        var house = try await House()
        var tab = try await house.ready("a")
        await tab.send(.prompt(text: "bars"), id: "p")
        try await house.model.question().answer("fig = 1")
        await tab.until("lease 1 to \(tab.tab)")
        let run = tab.run
        await tab.ask(.output(run, at: 0, output: Outputs.printed("half way")), id: "o0")

        house = try await house.restarted()
        try await house.directory.recover()
        tab = try await house.join("a", run: run)
        await tab.until("output 0")
        #expect(await tab.ask(.output(run, at: 0, output: Outputs.printed("half way")), id: "o0") == .ok())
        await tab.ask(.output(run, at: 1, output: Outputs.figure), id: "o1")
        await tab.ask(.outcome(run, .ok, error: nil, timings: RunTimings()), id: "e")
        #expect(tab.told.suffix(5) == ["lease 1 to \(tab.tab)", "output 0", "output 1", "run ok", "turn plotted"])
    }

    @Test("only sessions with a turn in flight are taken up")
    func unfinished() async throws {
        let house = try await House()
        let live = try await house.live
        _ = try await live.prompt("bars", id: "p")
        let other = try await house.directory.create()
        #expect(try await house.log.unfinished() == [house.session])
        #expect(try await house.directory.session(other) != nil)
        #expect(try await house.directory.session("none") == nil)
    }

    @Test("4000: a server that goes away sends everyone away, and takes nobody any more")
    func goingAway() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        await house.directory.close()
        #expect(tab.subscriber.items.closed == .goingAway)
        await #expect(throws: LogError.self) { try await house.directory.session(house.session) }
        await #expect(throws: SessionRetired.self) { try await tab.live.join(Hello(), RecordingSubscriber()) }
    }

    @Test("a session that nobody watches is let go, and found again")
    func retires() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        let first = tab.live
        await tab.leave()
        await #expect(throws: SessionRetired.self) { try await first.join(Hello(), RecordingSubscriber()) }
        let back = try await house.join("a")
        #expect(back.live !== first)
        #expect(await back.ask(.prompt(text: "bars"), id: "p") == .ok(turn: 1))
    }

    @Test("a turn goes on while nobody watches, and its session is let go after it")
    func unwatchedTurn() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        await tab.ask(.prompt(text: "bars"), id: "p")
        let question = try await house.model.question()
        await tab.leave()
        question.say("hello")
        question.finish()
        let back = try await house.join("a")
        await back.until("turn answered")
        #expect(back.told == ["turn 1", "attempt 1 first", "answer 0 hello", "turn answered"])
    }

    @Test("tabs that join and leave at once, many times over, lose nothing and duplicate nothing")
    func churn() async throws {
        let house = try await House(textInterval: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    for _ in 0..<10 {
                        let tab = try await house.join("tab\(number)")
                        await tab.ask(.prompt(text: "bars"), id: "p\(number)")
                        await tab.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        let events = try await house.logged()
        #expect(events.map(\.seq) == Array(1...events.count))
        #expect(events.first?.body.brief == "turn 1")
    }
}
