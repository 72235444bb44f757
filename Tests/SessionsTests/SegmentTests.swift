import Sessions
import Testing
import Turns
import Wire

@Suite("Ended segments, in every session log", .timeLimit(.minutes(1)))
struct SegmentTests {
    /// Two turns and a rerun of the first.
    private func three() -> (Chronicle, [LogGroup]) {
        var chronicle = Chronicle()
        let groups = [
            chronicle.turn(1, says: "one"), chronicle.turn(2, says: "two"), chronicle.rerun(1, attempt: 2),
        ]
        return (chronicle, groups)
    }

    private func opened(_ kind: LogKind, in folder: TemporaryFolder, _ groups: [LogGroup]) async throws
        -> any SessionLog
    {
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        for group in groups { try await log.append(group) }
        return log
    }

    @Test("an outline says where a segment is, who asked, and how many attempts there were", arguments: LogKind.all)
    func outlines(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await opened(kind, in: folder, three().1)
        let said = Usage(tokens: 1, guessed: 1)
        let expected = [
            SegmentOutline(
                first: 1, last: 4, turn: 1, attempts: 1, by: "t", command: "p1", isRerun: false, usage: said),
            SegmentOutline(
                first: 5, last: 8, turn: 2, attempts: 1, by: "t", command: "p2", isRerun: false, usage: said),
            SegmentOutline(first: 9, last: 13, turn: 1, attempts: 2, by: "t", command: "r1.2", isRerun: true),
        ]
        #expect(try await log.outlines(of: "s") == expected)
        #expect(try await log.outlines(of: "other") == [])
        #expect(try await kind.open(folder).outlines(of: "s") == expected)
    }

    @Test("EVT5: whole segments follow one another from their ends, and from nowhere else", arguments: LogKind.all)
    func contiguous(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let (chronicle, groups) = three()
        var log = try await opened(kind, in: folder, groups)
        for _ in 0..<2 {
            for seq in 0...14 {
                let events = try await log.compactEvents(of: "s", after: seq, atMost: 1 << 20)
                let isEnd = seq == 0 || chronicle.outlines.dropLast().contains { $0.last == seq }
                #expect(events == (isEnd ? chronicle.compact.filter { $0.seq > seq } : []), "after \(seq)")
            }
            log = try await kind.open(folder)
        }
        #expect(try await log.compactEvents(of: "other", after: 0, atMost: 1 << 20) == [])
    }

    @Test("EVT5: a page is whole segments, at least one, and none begins once it has its bytes", arguments: LogKind.all)
    func pages(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        var chronicle = Chronicle()
        let groups = (1...12).map { chronicle.turn($0, says: String(repeating: "x", count: 500)) }
        let log = try await opened(kind, in: folder, groups)
        for bytes in [1, 500, 1_500, 4_000, 1 << 20] {
            var seen: [LoggedEvent] = []
            while true {
                let page = try await log.compactEvents(of: "s", after: seen.last?.seq ?? 0, atMost: bytes)
                guard let last = page.last else { break }
                #expect(chronicle.outlines.contains { $0.last == last.seq }, "\(bytes)")
                let before = page.dropLast(4).reduce(0) { $0 + $1.json.count }
                #expect(before < bytes, "\(bytes)")
                seen += page
            }
            #expect(seen == chronicle.compact, "\(bytes)")
        }
    }

    @Test("a segment is there when the group that ends it is, and not before", arguments: LogKind.all)
    func together(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        var chronicle = Chronicle()
        let log = try await opened(kind, in: folder, [chronicle.group([.asked(1), .attempt(1, 1)])])
        #expect(try await log.outlines(of: "s") == [])
        try await log.append(chronicle.group([.said("no"), .over(1)] + .turn(2) + [.asked(3)]))
        #expect(try await log.outlines(of: "s") == chronicle.outlines)
        #expect(chronicle.outlines.count == 2)
        #expect(try await log.compactEvents(of: "s", after: 0, atMost: 1 << 20) == chronicle.compact)
    }

    @Test("a group that is refused leaves no segment, and the others of its commit keep theirs", arguments: LogKind.all)
    func refused(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        for session in 0..<9 { try await log.create("s\(session)", epoch: "e", at: 0) }
        await withTaskGroup(of: Void.self) { group in
            for session in 0..<9 {
                group.addTask {
                    var chronicle = Chronicle("s\(session)")
                    // Every third is missing its first turn.
                    if session % 3 == 0 { _ = chronicle.turn(1) }
                    try? await log.append(chronicle.turn(2))
                }
            }
        }
        for session in 0..<9 {
            let outlines = try await log.outlines(of: "s\(session)")
            #expect(outlines.count == (session % 3 == 0 ? 0 : 1), "\(session)")
        }
    }

    @Test("events without segments, of an older log, are in no compact page; later ones are", arguments: LogKind.all)
    func withoutSegments(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        var (chronicle, groups) = three()
        groups[0].segments = []
        groups.append(chronicle.turn(3))
        let log = try await opened(kind, in: folder, groups)
        #expect(try await log.outlines(of: "s") == Array(chronicle.outlines.dropFirst()))
        #expect(try await log.compactEvents(of: "s", after: 0, atMost: 1 << 20) == [])
        #expect(
            try await log.compactEvents(of: "s", after: 4, atMost: 1 << 20) == chronicle.compact.filter { $0.seq > 4 })
    }
}
