import Sessions
import TestSupport
import Testing
import Turns
import Wire

@Suite("A live session", .timeLimit(.minutes(1)))
struct LiveSessionTests {
    @Test("from a prompt to its figure: every event in order, logged before it is told")
    func promptToFigure() async throws {
        let house = try await House()
        let tab = try await house.ready("a")
        #expect(await tab.ask(.prompt(text: "bars"), id: "p") == .ok(turn: 1))
        try await house.model.question().answer("fig = 1")
        await tab.until("lease 1 to \(tab.tab)")
        await tab.plot()
        await tab.until("turn plotted")
        let story = tab.told.filter { !$0.hasPrefix("answer ") }
        #expect(
            story == [
                "turn 1", "attempt 1 first", "code fig = 1", "lease 1 to \(tab.tab)", "output 0", "run ok",
                "turn plotted",
            ])
        #expect(tab.events.map(\.seq) == Array(1...tab.events.count))
        #expect(try await house.logged() == tab.events)
        #expect(tab.subscriber.broken == nil)
    }

    @Test("OPN5: the welcome comes first, with the position and who is here after it")
    func welcome() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        let items = tab.subscriber.items
        guard case .message(.welcome(let welcome))? = items.first else {
            Issue.record("no welcome first")
            return
        }
        #expect(welcome.session == house.session && welcome.tab == tab.tab)
        #expect(welcome.mode == .reset && welcome.position.seq == 0 && !welcome.position.epoch.isEmpty)
        #expect(welcome.model == "scripted" && !welcome.isRehearsal && welcome.ping == 5)
        #expect(items.presence?.map(\.name) == ["a"])
        #expect(items.presence?.map(\.tab) == [tab.tab])
    }

    @Test("EVT2: two tabs are told the same events, and one of them runs the code")
    func twoTabs() async throws {
        let house = try await House()
        let first = try await house.ready("a")
        let second = try await house.ready("b")
        await first.send(.prompt(text: "bars"), id: "p")
        try await house.model.question().answer("fig = 1")
        await second.until("lease 1 to \(first.tab)")
        await second.plot()
        await second.subscriber.until { $0.replies.count == 3 }
        let refused = second.subscriber.items.replies(to: "e1-1")
        guard case .refused(.staleLease, _)? = refused.first else {
            Issue.record("RUN3: \(refused)")
            return
        }
        await first.until("lease 1 to \(first.tab)")
        await first.plot()
        await first.until("turn plotted")
        await second.until("turn plotted")
        #expect(first.events == second.events)
    }

    @Test("CMD3: a reply comes after its events")
    func replyAfterEvents() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        await tab.ask(.prompt(text: "bars"), id: "p")
        let items = tab.subscriber.items
        let reply = items.firstIndex { if case .message(.reply) = $0 { true } else { false } }
        let event = items.lastIndex { if case .event = $0 { true } else { false } }
        #expect(try #require(event) < #require(reply))
        #expect(items.told == ["turn 1", "attempt 1 first"])
    }

    @Test("EVT2, CMD3: while the log is writing, nothing is told and nothing answered")
    func writeAhead() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        await house.log.hold()
        await tab.send(.prompt(text: "bars"), id: "p")
        await house.log.untilHeld()
        #expect(tab.told == [] && tab.subscriber.items.replies.isEmpty)
        await house.log.release()
        await tab.subscriber.until { $0.replies.count == 1 }
        #expect(tab.told == ["turn 1", "attempt 1 first"])
    }

    @Test("TRN2: a failing answer is repaired by a second one that was told the error")
    func repair() async throws {
        let house = try await House()
        let tab = try await house.ready("a")
        await tab.send(.prompt(text: "bars"), id: "p")
        try await house.model.question().answer("fig = px")
        await tab.until("lease 1 to \(tab.tab)")
        let error = RunError(ename: "NameError", evalue: "name 'px' is not defined", line: 1)
        await tab.send(.outcome(tab.run, .error, error: error, timings: RunTimings()), id: "e")
        let question = try await house.model.question()
        #expect(question.request.messages.last?.text.contains("line 1: fig = px") == true)
        await tab.send(.sandbox(.ready, visible: nil), id: "r2")
        question.answer("fig = 2")
        await tab.until("code fig = 2")
        await tab.subscriber.until { $0.told.count { $0.hasPrefix("lease") } == 2 }
        await tab.plot()
        await tab.until("turn plotted")
    }

    @Test("TRN5: cancel in the middle of a stream keeps what was received and stops the model")
    func cancelStream() async throws {
        let house = try await House(textInterval: 60_000)
        let tab = try await house.join("a")
        await tab.ask(.prompt(text: "bars"), id: "p")
        let question = try await house.model.question()
        for word in ["one", " two", " three"] { question.say(word) }
        question.say("hm", .thinking)
        await tab.until("answer 0 one")
        // The rest is gathered for a minute; a cancel that came after it finds it.
        await question.untilHeard()
        #expect(await tab.ask(.cancel(turn: 1), id: "c") == .ok())
        #expect(
            tab.told.suffix(4) == ["answer 0 one", "answer 3  two three", "thinking 0 hm", "turn cancelled"])
        #expect(question.isCancelled)
        #expect(try await house.logged() == tab.events)
    }

    @Test("TRN5: a prompt that is cancelled before it is in the log asks no model")
    func cancelBeforeAsking() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        await house.log.hold()
        await tab.send(.prompt(text: "bars"), id: "p1")
        await house.log.untilHeld()
        await tab.send(.cancel(turn: 1), id: "c")
        await house.log.release()
        #expect(await tab.ask(.prompt(text: "lines"), id: "p2") == .ok(turn: 2))
        let question = try await house.model.question()
        #expect(question.request.messages.last?.text == "lines")
        #expect(tab.told.prefix(3) == ["turn 1", "attempt 1 first", "turn cancelled"])
    }

    @Test("EVT3: thousands of deltas are few events, and no text is lost")
    func coalescing() async throws {
        let house = try await House(textInterval: 50)
        let tab = try await house.join("a")
        await tab.ask(.prompt(text: "bars"), id: "p")
        let question = try await house.model.question()
        for number in 0..<5_000 { question.say("\(number) ") }
        question.finish()
        await tab.until("turn answered")
        var text = ""
        var events = 0
        for event in tab.events {
            guard case .text(_, _, .answer, let at, let piece) = event.body else { continue }
            #expect(at == text.utf16.count)
            text += piece
            events += 1
        }
        #expect(text == (0..<5_000).map { "\($0) " }.joined())
        #expect(events < 1_000)
    }

    @Test("a model that fails ends the turn with its sentence")
    func modelFails() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        await tab.ask(.prompt(text: "bars"), id: "p")
        let question = try await house.model.question()
        question.say("half")
        question.fail(AnswerFailure(.truncated, "the stream ended early"))
        await tab.until("turn failed")
        #expect(tab.told.suffix(3) == ["answer 0 half", "failed ModelError", "turn failed"])
    }

    @Test("a figure that is not one is refused, and the run becomes an error")
    func invalidOutput() async throws {
        let house = try await House()
        let tab = try await house.ready("a")
        await tab.send(.prompt(text: "bars"), id: "p")
        try await house.model.question().answer("fig = 1")
        await tab.until("lease 1 to \(tab.tab)")
        let nonsense: JSON = [
            "output_type": "display_data", "data": ["application/vnd.plotly.v1+json": ["data": "bars"]],
        ]
        let reply = await tab.ask(.output(tab.run, at: 0, output: nonsense), id: "o")
        guard case .refused(.invalidOutput, _)? = reply else {
            Issue.record("\(String(describing: reply))")
            return
        }
        await tab.ask(.outcome(tab.run, .ok, error: nil, timings: RunTimings()), id: "e")
        #expect(tab.told.suffix(2).first?.hasPrefix("run error") == true)
        #expect(tab.told.last == "attempt 2 repair")
    }
}
