import TestSupport
import Testing
import Turns
import Wire

@Suite("EVT3: text is coalesced")
struct TextCoalescerTests {
    private func delta(_ text: String, _ channel: TextChannel = .answer) -> AnswerDelta {
        AnswerDelta(channel: channel, text: text)
    }

    private func at(_ milliseconds: Int) -> Moment { Moment(milliseconds: milliseconds) }

    @Test("EVT3: the first delta goes at once, the next wait for the interval's end")
    func first() {
        var coalescer = TextCoalescer(interval: 16)
        #expect(coalescer.add(delta("a"), at: at(100)) == [delta("a")])
        #expect(coalescer.deadline == nil)
        #expect(coalescer.add(delta("b"), at: at(101)) == [])
        #expect(coalescer.add(delta("c"), at: at(115)) == [])
        #expect(coalescer.deadline == at(116))
        #expect(coalescer.flush(at: at(116)) == [delta("bc")])
        #expect(coalescer.deadline == nil)
        #expect(coalescer.add(delta("d"), at: at(131)) == [])
        #expect(coalescer.add(delta("e"), at: at(132)) == [delta("de")])
    }

    @Test("what is held goes together when it no longer is, and not before its time")
    func held() {
        var coalescer = TextCoalescer(interval: 16)
        #expect(coalescer.add(delta("a"), at: at(0)) == [delta("a")])
        #expect(coalescer.add(delta("b"), at: at(20), isHeld: true) == [])
        #expect(coalescer.add(delta("c"), at: at(40), isHeld: true) == [])
        #expect(coalescer.due(at: at(41)) == [delta("bc")])
        #expect(coalescer.add(delta("d"), at: at(45), isHeld: true) == [])
        #expect(coalescer.due(at: at(46)) == [])
        #expect(coalescer.deadline == at(57))
        #expect(coalescer.due(at: at(57)) == [delta("d")])
        #expect(coalescer.due(at: at(99)) == [])
    }

    @Test("after a pause a delta goes at once again")
    func pause() {
        var coalescer = TextCoalescer(interval: 16)
        _ = coalescer.add(delta("a"), at: at(0))
        #expect(coalescer.add(delta("b"), at: at(16)) == [delta("b")])
    }

    @Test("EVT3: at most one piece per channel, however often the model changes between them")
    func channels() {
        var coalescer = TextCoalescer(interval: 16)
        _ = coalescer.add(delta("x"), at: at(0))
        for _ in 0..<100 {
            _ = coalescer.add(delta("t", .thinking), at: at(1))
            _ = coalescer.add(delta("a"), at: at(1))
        }
        let hundred = { (text: String) in String(repeating: text, count: 100) }
        #expect(coalescer.flush(at: at(16)) == [delta(hundred("t"), .thinking), delta(hundred("a"))])
    }

    @Test("text without text is no text")
    func empty() {
        var coalescer = TextCoalescer(interval: 16)
        #expect(coalescer.add(delta(""), at: at(0)) == [])
        #expect(coalescer.deadline == nil)
        #expect(coalescer.flush(at: at(0)) == [])
        #expect(coalescer.add(delta("a"), at: at(1)) == [delta("a")], "a flush of nothing starts no interval")
    }

    @Test("an interval of nothing gathers nothing")
    func noInterval() {
        var coalescer = TextCoalescer(interval: 0)
        for number in 0..<5 { #expect(coalescer.add(delta("\(number)"), at: at(0)) == [delta("\(number)")]) }
    }

    @Test("EVT3: random streams lose nothing, mix no channel and go no faster than the interval")
    func random() {
        for seed in UInt64(0)..<500 {
            var generator = SeededGenerator(seed: seed)
            var coalescer = TextCoalescer(interval: 16)
            var now = at(0)
            var (sent, received): ([TextChannel: String], [TextChannel: String]) = ([:], [:])
            var last: [TextChannel: Moment] = [:]
            func take(_ deltas: [AnswerDelta]) {
                for delta in deltas {
                    if let last = last[delta.channel] { #expect(last + 16 <= now, "seed \(seed)") }
                    last[delta.channel] = now
                    received[delta.channel, default: ""] += delta.text
                }
            }
            for _ in 0..<60 {
                now = now + generator.pick([0, 0, 0, 1, 5, 20])
                if let due = coalescer.deadline, due <= now { take(coalescer.flush(at: now)) }
                let delta = delta(generator.pick(["a", "bc", "🙂", ""]), generator.pick(TextChannel.allCases))
                sent[delta.channel, default: ""] += delta.text
                take(coalescer.add(delta, at: now))
            }
            now = now + 16
            take(coalescer.flush(at: now))
            #expect(received.filter { !$0.value.isEmpty } == sent.filter { !$0.value.isEmpty }, "seed \(seed)")
        }
    }
}
