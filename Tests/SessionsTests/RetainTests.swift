import Sessions
import Testing
import Wire

@Suite("RET1: dropping, in every session log", .timeLimit(.minutes(1)))
struct RetainTests {
    /// Four turns of four events in a group each, which ended at 1,000, 2,000, 3,000 and 4,000.
    private func four(_ kind: LogKind, _ folder: TemporaryFolder) async throws -> (any SessionLog, Chronicle) {
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        var chronicle = Chronicle()
        for turn in 1...4 { try await log.append(chronicle.turn(turn, says: "turn \(turn)", at: turn * 1_000)) }
        return (log, chronicle)
    }

    @Test("RET1: what is dropped is gone, what stays has its numbers", arguments: LogKind.all)
    func drop(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let (log, chronicle) = try await four(kind, folder)
        #expect(try await log.retain(Retention(events: 8), in: "s", at: 5_000) == 9)
        for log in [log, try await kind.open(folder)] {
            #expect(try await log.head(of: "s") == LogHead(epoch: "e", seq: 16, first: 9))
            for seq in 0...16 {
                let events = try await log.events(of: "s", after: seq, atMost: 1 << 20)
                #expect(events == Array(chronicle.logged.dropFirst(max(seq, 8))), "after \(seq)")
            }
            #expect(try await log.events(of: "s", after: 0, atMost: 1).map(\.seq) == [9, 10, 11, 12])
            #expect(try await log.outlines(of: "s") == Array(chronicle.outlines.dropFirst(2)))
            #expect(try await log.compactEvents(of: "s", after: 0, atMost: 1 << 20) == [])
            #expect(
                try await log.compactEvents(of: "s", after: 8, atMost: 1 << 20)
                    == chronicle.segments.dropFirst(2).flatMap(\.compact))
            let listing = try #require(await log.listing(of: "s"))
            #expect(listing.turns == 4 && listing.title == "bars" && listing.touched == 4_000)
        }
    }

    @Test("RET1: what fits stays, again and again; an unknown session has no first event", arguments: LogKind.all)
    func nothing(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let (log, chronicle) = try await four(kind, folder)
        #expect(try await log.retain(Retention(), in: "s", at: 5_000) == 1)
        #expect(try await log.retain(Retention(age: 4_000, events: 16), in: "s", at: 5_000) == 1)
        #expect(try await log.events(of: "s", after: 0, atMost: 1 << 20) == chronicle.logged)
        for _ in 0..<2 { #expect(try await log.retain(Retention(age: 2_000), in: "s", at: 5_000) == 9) }
        #expect(try await log.retain(Retention(age: 0, events: 1, bytes: 1), in: "s", at: 5_000) == 13)
        #expect(try await log.retain(Retention(), in: "s", at: 5_000) == 13)
        #expect(try await log.retain(Retention(events: 1), in: "other", at: 5_000) == nil)
    }

    @Test("RET1: bytes are those of the events as they are logged", arguments: LogKind.all)
    func bytes(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let (log, chronicle) = try await four(kind, folder)
        let sizes = chronicle.logged.map(\.json.count)
        let (all, last) = (sizes.reduce(0, +), sizes.suffix(12).reduce(0, +))
        #expect(try await log.retain(Retention(bytes: all), in: "s", at: 5_000) == 1)
        #expect(try await log.retain(Retention(bytes: last), in: "s", at: 5_000) == 5)
        #expect(try await log.retain(Retention(bytes: last - 1), in: "s", at: 5_000) == 9)
    }

    @Test("CMD2: who asked for what was dropped stays known, until the session is deleted", arguments: LogKind.all)
    func droppedOutlines(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let (log, chronicle) = try await four(kind, folder)
        #expect(try await log.droppedOutlines(of: "s") == [])
        for events in [12, 4] {
            _ = try await log.retain(Retention(events: events), in: "s", at: 5_000)
            let dropped = Array(chronicle.outlines.prefix(4 - events / 4))
            #expect(try await log.droppedOutlines(of: "s") == dropped)
            #expect(try await kind.open(folder).droppedOutlines(of: "s") == dropped)
        }
        try await log.delete("s")
        #expect(try await log.droppedOutlines(of: "s") == [])
    }

    @Test("RET2: the session goes on after what was dropped", arguments: LogKind.all)
    func goesOn(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        var (log, chronicle) = try await four(kind, folder)
        _ = try await log.retain(Retention(events: 4), in: "s", at: 5_000)
        log = try await kind.open(folder)
        try await log.append(chronicle.turn(5, at: 6_000))
        #expect(try await log.events(of: "s", after: 0, atMost: 1 << 20) == Array(chronicle.logged.dropFirst(12)))
        #expect(try await log.outlines(of: "s") == Array(chronicle.outlines.dropFirst(3)))
        #expect(try await log.retain(Retention(events: 4), in: "s", at: 7_000) == 17)
    }

    @Test("RET1: a group that straddles the cut is read from the cut on", arguments: LogKind.all)
    func straddling(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        var chronicle = Chronicle()
        let groups: [[EventBody]] = [
            [.asked(1), .attempt(1, 1)], [.said("one"), .over(1), .asked(2)],
            [.attempt(2, 1), .said("two", turn: 2)], [.over(2)], .turn(3),
        ]
        for group in groups { try await log.append(chronicle.group(group)) }
        #expect(try await log.retain(Retention(events: 8), in: "s", at: 5_000) == 5)
        for log in [log, try await kind.open(folder)] {
            for seq in 0...12 {
                let events = try await log.events(of: "s", after: seq, atMost: 1 << 20)
                #expect(events == Array(chronicle.logged.dropFirst(max(seq, 4))), "after \(seq)")
            }
            #expect(try await log.events(of: "s", after: 0, atMost: 1).map(\.seq) == [5])
        }
    }

    @Test("RET1: a turn in flight and the last that ended stay", arguments: LogKind.all)
    func inFlight(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        var (log, chronicle) = try await four(kind, folder)
        try await log.append(chronicle.rerun(2, attempt: 2, at: 5_000))
        #expect(try await log.retain(Retention(age: 0, events: 1, bytes: 1), in: "s", at: 9_000) == 13)
        try await log.append(chronicle.group([.asked(5)], at: 6_000))
        #expect(try await log.retain(Retention(age: 0, events: 1, bytes: 1), in: "s", at: 9_000) == 22)
        #expect(try await log.unfinished() == ["s"])
    }

    @Test("RET1: dropping from one session leaves the others", arguments: LogKind.all)
    func others(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let (log, _) = try await four(kind, folder)
        try await log.create("t", epoch: "e", at: 0)
        var chronicle = Chronicle("t")
        for turn in 1...3 { try await log.append(chronicle.turn(turn)) }
        _ = try await log.retain(Retention(events: 1), in: "s", at: 5_000)
        #expect(try await log.head(of: "t") == LogHead(epoch: "e", seq: 12))
        #expect(try await log.events(of: "t", after: 0, atMost: 1 << 20) == chronicle.logged)
    }

    // MARK: Which sessions

    /// Sessions with turns that ended at those times; one that is called open has another in flight since the last.
    private func sessions(
        _ kind: LogKind, _ folder: TemporaryFolder, _ turns: KeyValuePairs<String, [Int]>
    ) async throws -> any SessionLog {
        let log = try await kind.open(folder)
        for (session, times) in turns {
            try await log.create(session, epoch: "e", at: times.first ?? 800)
            var chronicle = Chronicle(session)
            for (index, time) in times.enumerated() { try await log.append(chronicle.turn(index + 1, at: time)) }
            if session.hasPrefix("open") {
                try await log.append(chronicle.group([.asked(times.count + 1)], at: times.last ?? 800))
            }
        }
        return log
    }

    @Test("RET1: by age, sessions with old turns and sessions of which nothing is younger", arguments: LogKind.all)
    func excessByAge(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await sessions(
            kind, folder,
            [
                "new": [950, 960], "at the bound": [900, 950], "mixed": [899, 950], "old": [700, 899],
                "just used": [700, 900], "empty": [], "open old": [700], "open new": [700, 950],
            ])
        let excess = try await log.excess(Retention(age: 100), at: 1_000)
        #expect(Set(excess.partly) == ["mixed", "just used", "open new"])
        #expect(Set(excess.wholly) == ["old", "empty"])
    }

    @Test("RET1: by events and bytes, those that have more than may be kept", arguments: LogKind.all)
    func excessBySize(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await sessions(
            kind, folder, ["two": [1, 2], "three": [1, 2, 3], "open": [1, 2, 3], "empty": []])
        func partly(_ policy: Retention) async throws -> Set<String> {
            let excess = try await log.excess(policy, at: 1_000)
            #expect(excess.wholly == [])
            return Set(excess.partly)
        }
        #expect(try await partly(Retention()) == [])
        #expect(try await partly(Retention(events: 13)) == [])
        #expect(try await partly(Retention(events: 12)) == ["open"])
        #expect(try await partly(Retention(events: 11)) == ["open", "three"])
        var chronicle = Chronicle()
        for turn in 1...3 { _ = chronicle.turn(turn) }
        let bytes = chronicle.logged.reduce(0) { $0 + $1.json.count }
        #expect(try await partly(Retention(bytes: bytes)) == [])
        #expect(try await partly(Retention(bytes: bytes - 1)) == ["open", "three"])
        _ = try await log.retain(Retention(events: 8), in: "three", at: 1_000)
        #expect(try await partly(Retention(events: 8)) == ["open"])
        #expect(try await partly(Retention(events: 8, bytes: 1)) == ["two", "open", "three"])
    }
}
