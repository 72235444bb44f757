import Foundation
import Sessions
import Testing
import Wire

@Suite("Keeping house, in every session log", .timeLimit(.minutes(1)))
struct HousekeepingTests {
    /// A log with sessions of one turn each, last used at the given times.
    private func opened(_ kind: LogKind, _ folder: TemporaryFolder, _ touched: [(String, Int)] = []) async throws
        -> any SessionLog
    {
        let log = try await kind.open(folder)
        for (session, time) in touched {
            try await log.create(session, epoch: "e", at: 1)
            var chronicle = Chronicle(session)
            try await log.append(chronicle.turn(1, prompt: "asked in \(session)", at: time))
        }
        return log
    }

    // MARK: The list

    @Test("SES1: the last used session is listed first, those of one moment in a fixed order", arguments: LogKind.all)
    func order(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await opened(kind, folder, [("a", 30), ("b", 50), ("d", 40), ("c", 40)])
        #expect(try await log.sessions(before: nil, atMost: 10).map(\.session) == ["b", "d", "c", "a"])
        var chronicle = Chronicle("a")
        _ = chronicle.turn(1)
        try await log.append(chronicle.turn(2, at: 60))
        #expect(try await log.sessions(before: nil, atMost: 10).map(\.session) == ["a", "b", "d", "c"])
        #expect(try await kind.open(folder).sessions(before: nil, atMost: 2).map(\.session) == ["a", "b"])
    }

    @Test("SES1: a clock that was set back makes no session older than it is", arguments: LogKind.all)
    func clockSetBack(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await opened(kind, folder, [("a", 30)])
        var chronicle = Chronicle("a")
        _ = chronicle.turn(1)
        try await log.append(chronicle.turn(2, at: 20))
        #expect(try await log.listing(of: "a")?.touched == 30)
    }

    @Test("SES1: pages follow one another, with each session once", arguments: LogKind.all)
    func pages(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        // Three share each moment, so that a page ends within one.
        let log = try await opened(kind, folder, (0..<15).map { ("s\($0)", 10 + $0 / 3) })
        let all = try await log.sessions(before: nil, atMost: 100)
        #expect(all.count == 15)
        for count in [1, 2, 4, 15, 16] {
            var seen: [SessionListing] = []
            while true {
                let page = try await log.sessions(before: seen.last?.cursor, atMost: count)
                #expect(page.count <= count)
                guard !page.isEmpty else { break }
                seen += page
            }
            #expect(seen == all, "\(count)")
        }
    }

    @Test("SES1: sessions used between two pages come at most once, the others exactly once", arguments: LogKind.all)
    func pagesInMotion(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await opened(kind, folder, (1...6).map { ("s\($0)", $0 * 10) })
        let first = try await log.sessions(before: nil, atMost: 2)
        // One that was listed, even the one the cursor stands on, and one that was not yet.
        for (session, time) in [("s5", 100), ("s6", 101), ("s2", 102)] {
            var chronicle = Chronicle(session)
            _ = chronicle.turn(1)
            try await log.append(chronicle.turn(2, at: time))
        }
        let second = try await log.sessions(before: first.last?.cursor, atMost: 2)
        let third = try await log.sessions(before: second.last?.cursor, atMost: 2)
        #expect(first.map(\.session) == ["s6", "s5"])
        #expect(second.map(\.session) == ["s4", "s3"])
        #expect(third.map(\.session) == ["s1"])
        #expect(try await log.sessions(before: nil, atMost: 3).map(\.session) == ["s2", "s6", "s5"])
    }

    @Test("SES1: one that was never asked anything is listed only with a name", arguments: LogKind.all)
    func empty(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await opened(kind, folder, [("used", 20)])
        for session in ["empty", "named"] { try await log.create(session, epoch: "e", at: 30) }
        try await log.rename("named", to: "Mine")
        #expect(try await log.sessions(before: nil, atMost: 10).map(\.session) == ["named", "used"])
        #expect(
            try await log.listing(of: "empty")
                == SessionListing(
                    session: "empty", name: "", title: "", created: 30, touched: 30, turns: 0, isOpen: false))
        #expect(try await log.listing(of: "other") == nil)
        try await log.rename("named", to: "")
        #expect(try await log.sessions(before: nil, atMost: 10).map(\.session) == ["used"])
    }

    @Test("SES1: the first prompt is the title; turns count, and one in flight shows", arguments: LogKind.all)
    func facts(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 10)
        var chronicle = Chronicle("s")
        var listing = SessionListing(
            session: "s", name: "", title: "sine", created: 10, touched: 20, turns: 1, isOpen: true)
        try await log.append(chronicle.group([.asked(1, "sine"), .attempt(1, 1)], at: 20))
        #expect(try await log.listing(of: "s") == listing)
        try await log.append(chronicle.group([.said("no", turn: 1)], at: 25))
        #expect(try await log.listing(of: "s") == listing)
        try await log.append(chronicle.group([.over(1)], at: 30))
        (listing.touched, listing.isOpen) = (30, false)
        #expect(try await log.listing(of: "s") == listing)
        try await log.append(chronicle.turn(2, prompt: "cosine", at: 40))
        try await log.append(chronicle.rerun(1, attempt: 2, at: 50))
        (listing.touched, listing.turns) = (50, 2)
        #expect(try await log.listing(of: "s") == listing)
        #expect(try await log.sessions(before: nil, atMost: 1) == [listing])
    }

    @Test("SES1: a title has at most 200 characters", arguments: LogKind.all)
    func title(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        let bound = Limits.sessionTitleLength
        #expect(bound == 200)
        for (number, character) in ["x", "é", "漢", "🙂"].enumerated() {
            for count in [bound - 1, bound, bound + 1] {
                let session = "s\(number)-\(count)"
                try await log.create(session, epoch: "e", at: 0)
                var chronicle = Chronicle(session)
                try await log.append(chronicle.turn(1, prompt: String(repeating: character, count: count)))
                let title = try await log.listing(of: session)?.title
                #expect(title == String(repeating: character, count: min(count, bound)))
            }
        }
    }

    @Test("SES1: a title is bounded also where a prompt is one endless character", arguments: LogKind.all)
    func endlessCharacter(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        var chronicle = Chronicle()
        try await log.append(chronicle.turn(1, prompt: "e" + String(repeating: "\u{301}", count: 10_000)))
        let title = try #require(await log.listing(of: "s")).title
        #expect(title.unicodeScalars.count == Limits.sessionTitleLength)
    }

    @Test("SES1: a name is kept, also over a restart, and moves its session nowhere", arguments: LogKind.all)
    func rename(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await opened(kind, folder, [("a", 30), ("b", 50)])
        try await log.rename("a", to: "Größe 🙂")
        try await log.rename("other", to: "nobody")
        for log in [log, try await kind.open(folder)] {
            #expect(try await log.head(of: "a")?.name == "Größe 🙂")
            #expect(try await log.head(of: "b")?.name == "")
            let list = try await log.sessions(before: nil, atMost: 10)
            #expect(list.map(\.session) == ["b", "a"] && list.map(\.name) == ["", "Größe 🙂"])
            #expect(list.map(\.title) == ["asked in b", "asked in a"] && list.map(\.touched) == [50, 30])
        }
    }

    // MARK: Deleting

    @Test("SES2: a deleted session is gone with all that is known of it; the others stay", arguments: LogKind.all)
    func delete(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await opened(kind, folder, [("a", 30), ("b", 50)])
        var chronicle = Chronicle("a")
        _ = chronicle.turn(1)
        try await log.append(chronicle.group([.asked(2)], at: 60))
        let before = try await (log.events(of: "b", after: 0, atMost: 1 << 20), log.listing(of: "b"))
        try await log.delete("a")
        for log in [log, try await kind.open(folder)] {
            #expect(try await log.head(of: "a") == nil)
            #expect(try await log.listing(of: "a") == nil)
            #expect(try await log.events(of: "a", after: 0, atMost: 1 << 20) == [])
            #expect(try await log.compactEvents(of: "a", after: 0, atMost: 1 << 20) == [])
            #expect(try await log.outlines(of: "a") == [])
            #expect(try await log.unfinished() == [])
            #expect(try await log.sessions(before: nil, atMost: 10).map(\.session) == ["b"])
            #expect(try await log.events(of: "b", after: 0, atMost: 1 << 20) == before.0)
            #expect(try await log.listing(of: "b") == before.1)
            #expect(try await log.outlines(of: "b").count == 1)
        }
        await #expect(throws: LogError.self) { try await log.append(chronicle.group([.over(2)])) }
        try await log.delete("a")
        try await log.delete("other")
    }

    @Test("SES2: its id may be used again, with nothing of what was", arguments: LogKind.all)
    func createAgain(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await opened(kind, folder, [("a", 30)])
        try await log.rename("a", to: "Mine")
        try await log.delete("a")
        try await log.create("a", epoch: "f", at: 70)
        #expect(try await log.head(of: "a") == LogHead(epoch: "f", seq: 0))
        #expect(try await log.events(of: "a", after: 0, atMost: 1 << 20) == [])
        #expect(try await log.outlines(of: "a") == [])
        var chronicle = Chronicle("a")
        try await log.append(chronicle.turn(1))
        #expect(try await log.events(of: "a", after: 0, atMost: 1 << 20) == chronicle.logged)
    }
}
