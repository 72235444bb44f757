import Foundation
import Sessions
import TestSupport
import Testing
import Wire

@Suite("SES2: what SQLite's files hold of what was deleted", .timeLimit(.minutes(1)))
struct ScrubTests {
    /// Texts that are nowhere else: of a small event, of one that spills over many pages, of a prompt, and of a name.
    private static let small = "quince-0b7e4d"
    private static let large = "medlar-5d1f9a"
    private static let prompt = "damson-93c2e8"
    private static let name = "rowan-71ab6c"
    private static let session = "sloe-f00d42"
    private static let texts = [small, large, prompt, name, session]

    private func log(in folder: TemporaryFolder) async throws -> SQLiteLog {
        let log = try SQLiteLog(path: folder.file("log.sqlite"))
        try await log.create(Self.session, epoch: "e", at: 0)
        try await log.create("other", epoch: "e", at: 0)
        var (chronicle, other) = (Chronicle(Self.session), Chronicle("other"))
        for turn in 1...20 {
            let text = turn % 4 == 0 ? String(repeating: Self.large, count: 3_000) : Self.small
            try await log.append(chronicle.turn(turn, prompt: Self.prompt, says: text, at: turn))
            try await log.append(other.turn(turn, says: String(repeating: "service", count: turn * 100), at: turn))
        }
        try await log.rename(Self.session, to: Self.name)
        return log
    }

    /// Which of the texts are in a file of the folder.
    private func found(in folder: TemporaryFolder, _ texts: [String] = texts) throws -> [String] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let bytes = try files.map { try Data(contentsOf: URL(filePath: folder.file($0))) }
        return texts.filter { text in bytes.contains { $0.firstRange(of: Data(text.utf8)) != nil } }
    }

    @Test("SES2: when a session was deleted, no file holds a byte of it, and the space is given back")
    func delete() async throws {
        let folder = try TemporaryFolder()
        let log = try await log(in: folder)
        #expect(try found(in: folder) == Self.texts, "or the search finds nothing at all")
        let before = try await log.events(of: "other", after: 0, atMost: .max)
        try await log.delete(Self.session)
        #expect(try found(in: folder) == [])
        #expect(try await log.events(of: "other", after: 0, atMost: .max) == before)
        let size = try FileManager.default.attributesOfItem(atPath: folder.file("log.sqlite"))[.size] as? Int
        #expect(try #require(size) < 600_000)
    }

    @Test("SES2: also while others read and write")
    func deleteAmongOthers() async throws {
        let folder = try TemporaryFolder()
        let log = try await log(in: folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for session in ["x", "y"] {
                group.addTask {
                    try await log.create(session, epoch: "e", at: 0)
                    var chronicle = Chronicle(session)
                    for turn in 1...40 {
                        try await log.append(chronicle.turn(turn))
                        _ = try await log.events(of: "other", after: 0, atMost: 1 << 20)
                    }
                }
            }
            group.addTask {
                try await log.delete(Self.session)
                #expect(try found(in: folder) == [])
            }
            try await group.waitForAll()
        }
        #expect(try found(in: folder) == [])
        #expect(try await log.head(of: "x")?.seq == 160)
    }

    @Test("SES2: also of one of which retention had dropped turns before")
    func deleteAfterRetention() async throws {
        let folder = try TemporaryFolder()
        let log = try await log(in: folder)
        _ = try await log.retain(Retention(events: 20), in: Self.session, at: 100)
        try await log.delete(Self.session)
        #expect(try found(in: folder) == [])
    }

    @Test("SES2: also of pages that were filled, split and emptied all the while", arguments: [UInt64(1), 5])
    func deleteFromBusyPages(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let log = try SQLiteLog(path: folder.file("log.sqlite"))
        var chronicles = ["a", Self.session, "b", "c"].map { Chronicle($0) }
        for chronicle in chronicles { try await log.create(chronicle.session, epoch: "e", at: 0) }
        for turn in 1...150 {
            for index in chronicles.indices {
                let text = index == 1 ? Self.small : "service"
                let says = String(repeating: text, count: generator.pick([1, 5, 30, 100]))
                try await log.append(chronicles[index].turn(turn, prompt: text, says: says, at: turn))
                guard generator.once(in: 20) else { continue }
                let policy = Retention(events: generator.pick([4, 40, 200]))
                _ = try await log.retain(policy, in: chronicles[index].session, at: turn)
            }
        }
        try await log.rename(Self.session, to: Self.small)
        try await log.delete(Self.session)
        #expect(try found(in: folder) == [])
    }
}
