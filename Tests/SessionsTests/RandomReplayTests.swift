import TestSupport
import Testing
import Turns
import Wire

@testable import Sessions

@Suite("EVT5: whatever was logged, a compact replay tells it")
struct RandomReplayTests {
    @Test("EVT5, EVT6: its events partition the log, and tell the same at every position", arguments: UInt64(0)..<60)
    func partition(seed: UInt64) throws {
        let log = [LoggedEvent].logging(RandomLog(seed: seed, steps: 120).bodies)
        let compact = try [LoggedEvent].compacting(log)
        let events = try compact.map(CompactEvent.init)
        var seq = 0
        for (event, logged) in zip(events, compact) {
            #expect(event.range.lowerBound == seq + 1 && logged.seq == event.range.upperBound)
            seq = logged.seq
            if !event.isMerged, event.ref == nil { #expect(logged == log[seq - 1]) }
        }
        #expect(seq == log.count)
        // Every position is held against the log of a few seeds only: that is quadratic.
        let positions = seed < 4 ? compact.indices : compact.index(before: compact.endIndex)..<compact.endIndex
        for position in positions {
            let told = try Retelling(compact[...position], outputsFrom: log)
            let lived = try Retelling(log.prefix(compact[position].seq), outputsFrom: log)
            #expect(told == lived, "up to \(compact[position].seq)")
        }
    }

    @Test("EVT5: segments, and what is in flight after them, are merged as the whole is", arguments: UInt64(0)..<60)
    func segments(seed: UInt64) throws {
        let bodies = RandomLog(seed: seed, steps: 120).bodies
        var chronicle = Chronicle()
        let log = chronicle.group(bodies).events
        #expect(chronicle.outlines.map(\.last) == log.indices.filter { bodies[$0].isEnd }.map { $0 + 1 })
        #expect(zip(chronicle.outlines, chronicle.outlines.dropFirst()).allSatisfy { $0.last + 1 == $1.first })
        let ended = chronicle.outlines.last?.last ?? 0
        let flight = try ReplayPage.compacting(Array(log.dropFirst(ended)), of: "s").events
        #expect(try chronicle.compact + flight == [LoggedEvent].compacting(log))
        for segment in chronicle.segments {
            let events = log[(segment.outline.first - 1)..<segment.outline.last]
            #expect(segment.bytes == events.reduce(0) { $0 + $1.json.count })
        }
    }

    @Test("the random logs are legal, and have what is merged, what is not, and what is too large")
    func coverage() throws {
        var seen: Set<String> = []
        for seed in UInt64(0)..<60 {
            let bodies = RandomLog(seed: seed, steps: 120).bodies
            var audit = LogAudit()
            for body in bodies { #expect(audit.objection(to: body) == nil) }
            for event in try [LoggedEvent].compacting(bodies) {
                let form = event.ref != nil ? " by reference" : event.isMerged ? " merged" : ""
                seen.insert((event.kind ?? "") + form)
            }
        }
        #expect(
            seen == [
                "turn.started", "attempt.started", "text", "text merged", "attempt.answered", "code", "attempt.failed",
                "run.leased",
                "run.progress", "run.progress merged", "run.output", "run.output merged", "run.output by reference",
                "run.ended", "turn.ended",
            ])
    }
}

extension EventBody {
    fileprivate var isEnd: Bool { if case .turnEnded = self { true } else { false } }
}
