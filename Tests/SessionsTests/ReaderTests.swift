import Sessions
import TestSupport
import Testing
import Wire

@Suite("Readers come and go", .timeLimit(.minutes(1)))
struct ReaderTests {
    /// A session with one turn that ended, told to one tab.
    private func withTurn() async throws -> (House, Visitor) {
        let house = try await House()
        let tab = try await house.ready("a")
        await tab.send(.prompt(text: "bars"), id: "p")
        try await house.model.question().answer("fig = 1")
        await tab.until("lease 1 to \(tab.tab)")
        await tab.plot()
        await tab.until("turn plotted")
        return (house, tab)
    }

    @Test("OPN5: who comes late without a position is sent everything, in order, without a gap")
    func lateJoiner() async throws {
        let (house, first) = try await withTurn()
        let late = try await house.join("b")
        #expect(late.subscriber.items.welcome?.mode == .reset)
        await late.until("turn plotted")
        #expect(late.events == first.events)
    }

    @Test("OPN5: who comes back with a position is sent what came after it")
    func tail() async throws {
        let (house, first) = try await withTurn()
        let welcome = try #require(first.subscriber.items.welcome)
        for seq in [0, 1, first.events.count - 1, first.events.count] {
            let position = Position(epoch: welcome.position.epoch, seq: seq)
            let back = try await house.join("b\(seq)", after: position)
            #expect(back.subscriber.items.welcome?.mode == .tail)
            #expect(back.subscriber.items.welcome?.position.seq == first.events.count)
            await back.subscriber.until { $0.events.count == first.events.count - seq }
            #expect(back.events == Array(first.events.dropFirst(seq)))
        }
    }

    @Test("OPN6: another epoch, or a position that is not there yet, is reset")
    func reset() async throws {
        let (house, first) = try await withTurn()
        let epoch = try #require(first.subscriber.items.welcome).position.epoch
        for (name, position) in [
            ("b", Position(epoch: "another", seq: 1)), ("c", Position(epoch: epoch, seq: first.events.count + 1)),
            ("d", Position(epoch: epoch, seq: .max)), ("e", Position(epoch: "", seq: 0)),
        ] {
            let late = try await house.join(name, after: position)
            #expect(late.subscriber.items.welcome?.mode == .reset)
            await late.until("turn plotted")
            #expect(late.events == first.events)
        }
    }

    @Test("EVT1: who joins while events are being committed gets each of them once")
    func joinDuringCommit() async throws {
        let (house, first) = try await withTurn()
        let before = first.events.count
        await house.log.hold()
        await first.send(.prompt(text: "more"), id: "p2")
        // The log has the new events; the session does not know it yet.
        await house.log.untilHeld()
        let late = try await house.join("b")
        #expect(late.subscriber.items.welcome?.position.seq == before)
        await late.subscriber.until { $0.events.count >= before }
        #expect(late.events.map(\.seq) == Array(1...before), "nothing is told before it is known to be in the log")
        await house.log.release()
        await late.until("turn 2")
        await first.until("turn 2")
        #expect(late.events == first.events)
    }

    @Test("EVT1: tabs that join all the while are sent the same, without a gap or a double")
    func joinDuringStream() async throws {
        let house = try await House(textInterval: 0)
        let first = try await house.join("a")
        await first.ask(.prompt(text: "bars"), id: "p")
        let question = try await house.model.question()
        var others: [Visitor] = []
        for number in 0..<30 {
            for word in 0..<20 { question.say("\(number).\(word) ") }
            await question.untilHeard()
            others.append(try await house.join("tab\(number)"))
            // What comes while the log is busy goes together, and not all of it may.
            await first.subscriber.until { $0.told.contains { $0.contains("\(number).19") } }
        }
        question.finish()
        for tab in [first] + others {
            await tab.until("turn answered")
            #expect(tab.events.map(\.seq) == Array(1...tab.events.count))
            #expect(tab.events == first.events)
        }
        #expect(first.events.count > 30)
    }

    @Test("a reader that catches up slowly is sent no faster than it reads, and misses nothing")
    func slowReplay() async throws {
        let (_, first) = try await withTurn()
        let slow = RecordingSubscriber()
        slow.stick()
        try await first.live.read(after: 0, slow)
        await slow.until { !$0.events.isEmpty }
        await first.ask(.prompt(text: "more"), id: "p2")
        #expect(!slow.items.told.contains("turn 2"))
        slow.unstick()
        await slow.until { $0.told.contains("turn 2") }
        #expect(slow.items.events == first.events)
    }

    @Test("a reader that is no tab gets events and nothing else, from any position")
    func plainReader() async throws {
        let (house, first) = try await withTurn()
        for after in [-1, 0, 3, first.events.count, first.events.count + 5] {
            let reader = RecordingSubscriber()
            try await first.live.read(after: after, reader)
            let from = min(max(after, 0), first.events.count)
            await reader.until { $0.events.count == first.events.count - from }
            #expect(reader.items.events == Array(first.events.dropFirst(from)))
            #expect(reader.items.presence == nil && reader.items.welcome == nil)
        }
        #expect(try await house.join("b").subscriber.items.presence?.count == 2)
    }

    @Test("OPN3: the same key is the same tab; its older connection is replaced with 4510")
    func sameKey() async throws {
        let house = try await House()
        let old = try await house.join("a")
        let new = try await house.join("a")
        #expect(old.tab == new.tab)
        #expect(old.subscriber.items.closed == .replaced)
        #expect(new.subscriber.items.presence?.count == 1)
        await old.leave()
        #expect(await new.ask(.sandbox(.ready, visible: nil), id: "r") == .ok(), "the new one is still there")
        let other = try await house.join("b")
        #expect(other.tab != new.tab)
        #expect(other.subscriber.items.presence?.count == 2)
    }

    @Test("OPN3: without a key every connection is a new tab")
    func noKey() async throws {
        let house = try await House()
        let live = try await house.live
        let one = try await live.join(Hello(), RecordingSubscriber())
        let other = try await live.join(Hello(), RecordingSubscriber())
        #expect(one != nil && one != other)
    }

    @Test("4507: 64 tabs are taken, not one more; one that leaves makes room")
    func tooManyTabs() async throws {
        let house = try await House()
        var tabs: [Visitor] = []
        for number in 0..<64 { tabs.append(try await house.join("tab\(number)")) }
        let live = try await house.live
        let refused = RecordingSubscriber()
        #expect(try await live.join(Hello(), refused) == nil)
        #expect(refused.items.closed == .tooManyTabs)
        #expect(refused.items.welcome == nil)
        // The same tab again is none more.
        _ = try await house.join("tab0")
        await tabs[1].leave()
        _ = try await house.join("new")
    }

    @Test("EVT4: who leaves is shown to the others")
    func leaving() async throws {
        let house = try await House()
        let first = try await house.join("a")
        let second = try await house.join("b")
        await first.subscriber.until { $0.presence?.count == 2 }
        await second.leave()
        await first.subscriber.until { $0.presence?.count == 1 }
        await second.leave()
    }
}
