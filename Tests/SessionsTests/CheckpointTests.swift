import Foundation
import Testing
import Wire

@testable import Sessions

@Suite("What was committed goes into the database beside the commits", .timeLimit(.minutes(1)))
struct CheckpointTests {
    @Test("from so many pages on, and then again", arguments: [0, 1])
    func bound(missing: Int) {
        var pace = CheckpointPace()
        // One event of a group may take many pages.
        let large = LogGroup.of("s", 1...1, bytes: (Limits.checkpointedPages - 6 - missing) * Limits.pageBytes)
        for _ in 1...2 {
            let due = [large, .of("s", 2...2), .of("s", 3...3)].prefix(2 + missing).map { pace.isDue(after: [$0]) }
            #expect(due == (missing == 0 ? [false, true] : [false, false, true]))
        }
    }

    @Test("long before a commit would do it")
    func moves() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog(path: folder.file("log.sqlite"))
        try await log.create("s", epoch: "e", at: 0)
        let bytes = Limits.checkpointedPages * Limits.pageBytes
        try await log.append(.of("s", 1...1, bytes: bytes))
        while try size(of: folder.file("log.sqlite")) < bytes { try await Task.sleep(for: .milliseconds(10)) }
        #expect(bytes < Limits.walPages * Limits.pageBytes)
        // A log that is closed moves everything, too: this one was open.
        #expect(try await log.head(of: "s")?.seq == 1)
    }

    private func size(of path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}
