import Foundation
import NIOConcurrencyHelpers
import Testing
import Wire

@testable import Web

@Suite("ACC8: tokens that are refused before they expire")
struct RevocationTests {
    private let now = Tokens.now

    @Test("a token by its id, and no other")
    func byID() {
        var list = RevocationList()
        let isAdded = list.add(.token("j1"), at: now)
        #expect(isAdded)
        #expect(list.refuses(.of(id: "j1")) && list.refuses(.of("bob", id: "j1", issued: now + 60)))
        #expect(!list.refuses(.of(id: "j2")) && !list.refuses(.of()) && !list.refuses(.of("j1")))
    }

    @Test("a subject's tokens issued until then, and those that do not say when")
    func bySubject() {
        var list = RevocationList()
        _ = list.add(.subject("alice"), at: now)
        #expect(list.refuses(.of(issued: now - 1)) && list.refuses(.of(issued: now)) && list.refuses(.of()))
        #expect(!list.refuses(.of(issued: now + 1)) && !list.refuses(.of("alic")) && !list.refuses(.of("Alice")))
    }

    @Test("a second revocation moves the time on, never back")
    func again() {
        var list = RevocationList()
        for time in [now, now + 10, now + 5] { _ = list.add(.subject("alice"), at: time) }
        #expect(list.refuses(.of(issued: now + 10)) && !list.refuses(.of(issued: now + 11)))
    }

    @Test("it is forgotten when no token can be left that it concerns, and not earlier")
    func forgotten() {
        var list = RevocationList()
        _ = list.add(.token("j1"), at: now)
        list.drop(at: now + Limits.tokenSeconds + Limits.clockSkewSeconds)
        #expect(list.refuses(.of(id: "j1")))
        list.drop(at: now + Limits.tokenSeconds + Limits.clockSkewSeconds + 1)
        #expect(!list.refuses(.of(id: "j1")))
    }

    @Test("there are as many as there may be; one that is known can be renewed")
    func bound() throws {
        // One by one they would be looked through ten thousand times.
        let entries = (0..<Limits.revocations).map { number -> JSON in ["jti": .string("j\(number)"), "at": JSON(now)] }
        var list = try #require(RevocationList(["revocations": .array(entries)]))
        let more = list.add(.token("more"), at: now)
        let known = list.add(.token("j7"), at: now)
        let later = list.add(.token("more"), at: now + 2 * Limits.tokenSeconds)
        #expect(!more && known && later)
    }

    @Test(
        "what is asked for is one of two",
        arguments: [
            (["jti": "a"], .token("a")), (["subject": "a", "more": 7], .subject("a")),
            (["jti": "a", "subject": "b"], nil),
            ([:], nil), (["jti": ""], nil), (["subject": 7], nil), ([], nil),
            (["jti": .string(String(repeating: "j", count: 201))], nil),
        ] as [(JSON, RevocationList.Target?)])
    func targets(json: JSON, target: RevocationList.Target?) {
        #expect(RevocationList.Target(json) == target)
    }

    @Test("a restart keeps them; a file that is none stops it")
    func restart() throws {
        let path = FileManager.default.temporaryDirectory.path + "/revocations-\(UUID()).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try Revocations(path: path)
        #expect(first.revoke(.token("j1"), at: now) == .kept && first.revoke(.subject("bob"), at: now) == .kept)
        let second = try Revocations(path: path)
        #expect(second.refuses(.of(id: "j1")) && second.refuses(.of("bob", issued: now)) && !second.refuses(.of()))
        try Data("[".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: InvalidSetting.self) { try Revocations(path: path) }
    }

    @Test("one that cannot be written holds all the same, and says so")
    func unwritable() throws {
        let revocations = try Revocations(path: "/proc/no/such/folder/revocations.json")
        #expect(revocations.revoke(.token("j1"), at: now) == .notWritten && revocations.refuses(.of(id: "j1")))
    }

    @Test("who is connected is sent away at once, and nobody else; who has left is not")
    func present() throws {
        let revocations = try Revocations(path: nil)
        let ended = NIOLockedValueBox<[String]>([])
        func enter(_ name: String, _ grant: Grant) -> Int? {
            revocations.enter(grant) { ended.withLockedValue { $0.append(name) } }
        }
        #expect(enter("operator", .operator) == nil)
        _ = enter("alice", .bearer(.of("alice", id: "j1", issued: now)))
        _ = enter("bob", .bearer(.of("bob", id: "j2", issued: now)))
        revocations.leave(enter("gone", .bearer(.of("alice", id: "j1", issued: now))))
        _ = revocations.revoke(.token("j1"), at: now)
        #expect(ended.withLockedValue { $0 } == ["alice"])
        _ = revocations.revoke(.subject("bob"), at: now)
        #expect(ended.withLockedValue { $0 } == ["alice", "bob"])
        // It was admitted before, and comes in after.
        _ = enter("late", .bearer(.of("carol", id: "j1")))
        #expect(ended.withLockedValue { $0 } == ["alice", "bob", "late"])
    }
}
