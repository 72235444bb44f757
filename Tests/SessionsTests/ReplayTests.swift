import TestSupport
import Testing
import Wire

@testable import Sessions

@Suite("Replays of a live session", .timeLimit(.minutes(1)))
struct ReplayTests {
    /// A session with a turn that ended with a figure, and one whose answer streams.
    private func withTurnInFlight() async throws -> (House, Visitor, ScriptedModel.Question) {
        let house = try await House(textInterval: 0)
        let tab = try await house.ready("a")
        await tab.send(.prompt(text: "bars"), id: "p1")
        let first = try await house.model.question()
        await say(["Here ", "it ", "is:\n", "```python\nfig = 1\n```"], first, to: tab)
        first.finish()
        await tab.until("lease 1 to \(tab.tab)")
        await tab.plot()
        await tab.until("turn plotted")
        await tab.send(.prompt(text: "more"), id: "p2")
        let second = try await house.model.question()
        await say(["So ", "be ", "it"], second, to: tab)
        return (house, tab, second)
    }

    /// Each word as an event of its own.
    private func say(_ words: [String], _ question: ScriptedModel.Question, to tab: Visitor, from start: Int = 0) async
    {
        var at = start
        for word in words {
            question.say(word)
            await tab.until("answer \(at) \(word)")
            at += word.utf16.count
        }
    }

    /// The ranges of events follow one another from the first on.
    private func isWhole(_ events: [CompactEvent], from first: Int = 1) -> Bool {
        events.first?.range.lowerBound == first
            && zip(events, events.dropFirst()).allSatisfy { $0.range.upperBound + 1 == $1.range.lowerBound }
    }

    @Test("EVT5: ended turns and the one in flight come merged; what follows comes event by event")
    func inFlight() async throws {
        let (house, tab, question) = try await withTurnInFlight()
        let reader = try await house.reader("b")
        #expect(reader.welcome?.mode == .reset && reader.welcome?.position.seq == tab.events.count)
        await reader.until("answer 0 So be it")
        let replayed = try reader.events
        #expect(isWhole(replayed) && replayed.last?.range.upperBound == tab.events.count)
        #expect(replayed.filter(\.isMerged).map(\.text) == ["Here it is:\n```python\nfig = 1\n```", "So be it"])
        for message in reader.frames { #expect(message.hasPrefix(#"{"type":"events","events":["#)) }
        #expect(reader.frames.count == 2, "a page of segments, and one of the turn in flight")

        await say([", then", " more"], question, to: tab, from: 8)
        question.finish()
        await reader.until("turn answered")
        await tab.until("turn answered")
        let events = try reader.events
        #expect(isWhole(events) && events.dropFirst(replayed.count).allSatisfy { !$0.isMerged })
        #expect(reader.frames.dropFirst(2).allSatisfy { $0.hasPrefix(#"{"type":"event","seq":"#) })
        let log = try await house.log.events(of: house.session, after: 0, atMost: .max)
        #expect(try Retelling(reader.logged, outputsFrom: log) == Retelling(log, outputsFrom: log))
    }

    @Test("EVT5, OPN6: from every position a compact tail has all that follows, and nothing twice")
    func tails() async throws {
        let (house, tab, _) = try await withTurnInFlight()
        let position = try #require(tab.subscriber.items.welcome?.position)
        let count = tab.events.count
        for seq in 0...count {
            let reader = try await house.reader("b", after: Position(epoch: position.epoch, seq: seq))
            #expect(reader.welcome?.mode == .tail)
            await reader.recording.until { $0.events.last?.seq == count || seq == count }
            let events = try reader.events
            #expect(seq == count ? events.isEmpty : isWhole(events, from: seq + 1), "after \(seq)")
        }
    }

    @Test("OPN9: who does not ask for it gets each event of the log as it is")
    func plain() async throws {
        let (house, tab, _) = try await withTurnInFlight()
        let reader = try await house.reader("b", isCompact: false)
        await reader.until("answer 6 it")
        #expect(reader.logged == (try await house.log.events(of: house.session, after: 0, atMost: .max)))
        #expect(reader.frames.count == tab.events.count)
    }

    /// A session with five turns, the first of which is a page of its own.
    private func withLargeTurn() async throws -> (House, Chronicle) {
        let house = try await House()
        var chronicle = Chronicle(house.session)
        for turn in 1...5 {
            let text = turn == 1 ? String(repeating: "x", count: Limits.replayPageBytes) : "no"
            try await house.log.append(chronicle.turn(turn, says: text))
        }
        return (house, chronicle)
    }

    @Test("RET1: a replay that meets a gap ends with 4002; a reset begins after the gap", arguments: [true, false])
    func dropped(isCompact: Bool) async throws {
        let (house, chronicle) = try await withLargeTurn()
        let reader = try await house.reader("b", isCompact: isCompact, isStuck: true)
        await reader.recording.until { !$0.events.isEmpty }
        #expect(reader.welcome?.first == 1 && reader.logged.last?.seq == 4)
        #expect(try await house.log.retain(Retention(events: 8), in: house.session, at: 0) == 13)
        reader.recording.unstick()
        await reader.recording.until { $0.closed != nil }
        #expect(reader.recording.items.closed == .epochChanged)
        #expect(reader.logged == Array(chronicle.logged.prefix(4)))

        let epoch = try #require(reader.welcome?.position.epoch)
        let back = try await house.reader("b", after: Position(epoch: epoch, seq: 4), isCompact: isCompact)
        #expect(back.welcome?.mode == .reset && back.welcome?.first == 13)
        await back.recording.until { $0.events.last?.seq == 20 }
        #expect(back.logged == Array(chronicle.logged.dropFirst(12)))
        #expect(back.recording.items.closed == nil)
    }

    @Test("OPN6: the last event that was dropped is still a position; one before it is none", arguments: [true, false])
    func positions(isCompact: Bool) async throws {
        let house = try await House()
        var chronicle = Chronicle(house.session)
        for turn in 1...5 { try await house.log.append(chronicle.turn(turn)) }
        _ = try await house.log.retain(Retention(events: 8), in: house.session, at: 0)
        let epoch = try #require(await house.log.head(of: house.session)).epoch
        for (seq, mode) in [(0, Welcome.Mode.reset), (11, .reset), (12, .tail), (14, .tail)] {
            let reader = try await house.reader("b", after: Position(epoch: epoch, seq: seq), isCompact: isCompact)
            #expect(reader.welcome?.mode == mode && reader.welcome?.first == 13, "\(seq)")
            await reader.recording.until { $0.events.last?.seq == 20 }
            #expect(reader.logged == Array(chronicle.logged.dropFirst(mode == .tail ? seq : 12)), "\(seq)")
        }
    }
}
