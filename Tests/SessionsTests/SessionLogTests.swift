import Sessions
import Testing

@Suite("What every session log does", .timeLimit(.minutes(1)))
struct SessionLogTests {
    @Test("a session is there once it was made, with its epoch and nothing in it", arguments: LogKind.all)
    func create(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        #expect(try await log.head(of: "s") == nil)
        try await log.create("s", epoch: "e", at: 0)
        #expect(try await log.head(of: "s") == LogHead(epoch: "e", seq: 0))
        #expect(try await log.events(of: "s", after: 0, atMost: 1_000) == [])
        #expect(try await log.head(of: "other") == nil)
        #expect(try await log.events(of: "other", after: 0, atMost: 1_000) == [])
        await #expect(throws: LogError.self) { try await log.create("s", epoch: "f", at: 0) }
        #expect(try await log.head(of: "s")?.epoch == "e")
    }

    @Test("what was appended is read back, byte for byte, from any position", arguments: LogKind.all)
    func append(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        try await log.create("t", epoch: "e", at: 0)
        let groups = [LogGroup.of("s", 1...1), .of("s", 2...4), .of("s", 5...6)]
        for group in groups { try await log.append(group) }
        try await log.append(.of("t", 1...1, bytes: 3))
        let all = groups.flatMap(\.events)
        for seq in 0...6 {
            #expect(try await log.events(of: "s", after: seq, atMost: 1_000_000) == Array(all.dropFirst(seq)))
        }
        #expect(try await log.events(of: "s", after: 7, atMost: 1_000) == [])
        #expect(try await log.head(of: "s")?.seq == 6)
        #expect(try await log.head(of: "t")?.seq == 1)
    }

    @Test("a page holds at least one event, and no group begins once it has its bytes", arguments: LogKind.all)
    func pages(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        for number in stride(from: 1, through: 39, by: 2) {
            try await log.append(.of("s", number...(number + 1), bytes: 100))
        }
        for bytes in [1, 100, 250, 1_000, 1_000_000] {
            var seen: [Int] = []
            while true {
                let page = try await log.events(of: "s", after: seen.last ?? 0, atMost: bytes)
                guard !page.isEmpty else { break }
                seen += page.map(\.seq)
                let size = page.reduce(0) { $0 + $1.json.count }
                let lastGroup = page.suffix(2).reduce(0) { $0 + $1.json.count }
                #expect(size - lastGroup < bytes, "\(bytes)")
            }
            #expect(seen == Array(1...40), "\(bytes)")
        }
    }

    @Test(
        "a group that does not follow the last event is refused whole, in a turn or not", arguments: LogKind.all,
        [true, false])
    func wrongSeq(kind: LogKind, inTurn: Bool) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        try await log.append(.of("s", 1...3, leavesTurn: inTurn))
        for numbers in [1...1, 3...4, 5...5, 2...9] {
            await #expect(throws: LogError.self) { try await log.append(.of("s", numbers, leavesTurn: inTurn)) }
        }
        await #expect(throws: LogError.self) { try await log.append(.of("unknown", 1...1)) }
        #expect(try await log.head(of: "s")?.seq == 3)
        try await log.append(.of("s", 4...4, leavesTurn: inTurn))
        #expect(try await log.events(of: "s", after: 0, atMost: 1_000).map(\.seq) == [1, 2, 3, 4])
    }

    @Test("a group that is refused takes no other of the same commit with it", arguments: LogKind.all)
    func wrongSeqAmongOthers(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        for session in 0..<20 { try await log.create("s\(session)", epoch: "e", at: 0) }
        let refused = await withTaskGroup(of: Int?.self, returning: Set<Int>.self) { group in
            for session in 0..<20 {
                group.addTask {
                    // Every third does not begin at 1.
                    let numbers = session % 3 == 0 ? 2...3 : 1...2
                    do { try await log.append(.of("s\(session)", numbers)) } catch { return session }
                    return nil
                }
            }
            return await group.reduce(into: []) { if let session = $1 { $0.insert(session) } }
        }
        #expect(refused == Set(stride(from: 0, to: 20, by: 3)))
        for session in 0..<20 {
            #expect(try await log.head(of: "s\(session)")?.seq == (session % 3 == 0 ? 0 : 2))
        }
    }

    @Test("a group that cannot be written takes no other of the same commit with it", arguments: LogKind.all)
    func brokenAmongOthers(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        for session in 0..<20 { try await log.create("s\(session)", epoch: "e", at: 0) }
        let outline = SegmentOutline(first: 1, last: 2, turn: 1, attempts: 1, by: "t", command: "c", isRerun: false)
        let segment = Segment(outline: outline, bytes: 1, ended: 0, compact: [])
        await withTaskGroup(of: Void.self) { group in
            for session in 0..<20 {
                group.addTask {
                    var events = LogGroup.of("s\(session)", 1...2)
                    // Every third has its segment twice.
                    events.segments = session % 3 == 0 ? [segment, segment] : [segment]
                    try? await log.append(events)
                }
            }
        }
        for session in 0..<20 {
            let seq = session % 3 == 0 ? 0 : 2
            #expect(try await log.head(of: "s\(session)")?.seq == seq)
            #expect(try await log.events(of: "s\(session)", after: 0, atMost: 1_000).count == seq)
        }
    }

    @Test("many sessions append at once, and each has its own order", arguments: LogKind.all)
    func concurrent(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        for session in 0..<32 { try await log.create("s\(session)", epoch: "e", at: 0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for session in 0..<32 {
                group.addTask {
                    for number in 1...25 { try await log.append(.of("s\(session)", number...number)) }
                }
            }
            try await group.waitForAll()
        }
        for session in 0..<32 {
            #expect(try await log.events(of: "s\(session)", after: 0, atMost: 1 << 20).map(\.seq) == Array(1...25))
        }
    }

    @Test("two that append the same number: one of them wins", arguments: LogKind.all)
    func race(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        let wins = await withTaskGroup(of: Int.self, returning: Int.self) { group in
            for _ in 0..<10 {
                group.addTask { (try? await log.append(.of("s", 1...2))) == nil ? 0 : 1 }
            }
            return await group.reduce(0, +)
        }
        #expect(wins == 1)
        #expect(try await log.events(of: "s", after: 0, atMost: 1_000).map(\.seq) == [1, 2])
    }

    @Test("an append whose caller has gone is done all the same", arguments: LogKind.all)
    func cancelled(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        let append = Task { try await log.append(.of("s", 1...1)) }
        append.cancel()
        try await append.value
        #expect(try await log.head(of: "s")?.seq == 1)
    }

    @Test("an empty group is nothing", arguments: LogKind.all)
    func emptyGroup(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        try await log.append(LogGroup(session: "s", events: [], leavesTurn: true))
        #expect(try await log.head(of: "s")?.seq == 0)
    }

    @Test("sessions whose last group left a turn are unfinished, in the order they were made", arguments: LogKind.all)
    func unfinished(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        for session in ["b", "a", "c"] { try await log.create(session, epoch: "e", at: 0) }
        #expect(try await log.unfinished() == [])
        for session in ["a", "b", "c"] { try await log.append(.of(session, 1...1, leavesTurn: true)) }
        try await log.append(.of("c", 2...2))
        await #expect(throws: LogError.self) { try await log.append(.of("b", 1...1)) }
        #expect(try await log.unfinished() == ["b", "a"])
    }

    @Test("what was appended is there when the log is opened again", arguments: LogKind.all)
    func reopen(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        for number in 1...3 {
            let log = try await kind.open(folder)
            if number == 1 { try await log.create("s", epoch: "e", at: 0) }
            #expect(try await log.head(of: "s") == LogHead(epoch: "e", seq: number - 1))
            try await log.append(.of("s", number...number, leavesTurn: true))
        }
        let log = try await kind.open(folder)
        #expect(try await log.events(of: "s", after: 0, atMost: 1_000).map(\.seq) == [1, 2, 3])
        #expect(try await log.unfinished() == ["s"])
    }
}
