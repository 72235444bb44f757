import TestSupport
import Testing
import Turns
import Wire

@testable import Sessions

@Suite("TRN15: accounts of subjects, over sessions and restarts", .timeLimit(.minutes(1)))
struct AccountTests {
    private let day = 86_400_000

    @Test("what was charged is summed by subject and day; other days are forgotten", arguments: LogKind.all)
    func charges(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        var log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        let one = Usage(tokens: 5, guessed: 2, cost: Cost(millionths: 7))
        var group = LogGroup.of("s", 1...1)
        (group.at, group.charges) = (
            day - 1, [Charge(subject: "alice", usage: one), Charge(subject: "bob", usage: one)]
        )
        try await log.append(group)
        group = LogGroup.of("s", 2...2)
        (group.at, group.charges) = (day - 1, [Charge(subject: "alice", usage: one)])
        try await log.append(group)
        log = try await kind.open(folder)
        #expect(try await log.usage(at: 0) == ["alice": one + one, "bob": one])
        #expect(try await log.usage(at: day) == [:])
        group = LogGroup.of("s", 3...3)
        (group.at, group.charges) = (day, [Charge(subject: "bob", usage: one)])
        try await log.append(group)
        #expect(try await log.usage(at: day) == ["bob": one])
        #expect(try await log.usage(at: 0) == [:])
    }

    @Test("a group that is refused charges nobody", arguments: LogKind.all)
    func refused(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        var group = LogGroup.of("s", 2...2)
        group.charges = [Charge(subject: "alice", usage: Usage(tokens: 5))]
        await #expect(throws: LogError.self) { try await log.append(group) }
        #expect(try await log.usage(at: 0) == [:])
    }

    @Test("a log says who asked last", arguments: LogKind.all)
    func asker(kind: LogKind) async throws {
        let folder = try TemporaryFolder()
        let log = try await kind.open(folder)
        try await log.create("s", epoch: "e", at: 0)
        var group = LogGroup.of("s", 1...1)
        group.asked = (1, "plot", "alice")
        try await log.append(group)
        try await log.append(.of("s", 2...2))
        #expect(try await log.head(of: "s")?.subject == "alice")
        group = LogGroup.of("s", 3...3)
        group.asked = (2, "plot", nil)
        try await log.append(group)
        #expect(try await log.head(of: "s")?.subject == nil)
    }

    @Test("what one has used counts in every session, and after a restart")
    func everywhere() async throws {
        let house = try await House(policy: { $0.subject.tokens = 2 })
        let tab = try await house.join("a")
        #expect(try await house.live.prompt("plot", id: "c1", of: "alice") == .ok(turn: 1))
        let question = try await house.model.question()
        question.say("12345678")
        question.finish()
        await tab.until("turn answered")
        let again = try await house.restarted(policy: { $0.subject.tokens = 2 })
        try await again.directory.recover()
        for house in [house, again] {
            let other = try await house.directory.create()
            let session = try #require(try await house.directory.session(other))
            guard case .refused(let code, let message) = try await session.prompt("plot", id: "c1", of: "alice") else {
                Issue.record("it was taken")
                continue
            }
            #expect(code == .overBudget && message.contains("2 of 2 tokens"))
        }
    }

    @Test("yesterday's count no more")
    func days() {
        let usage = DailyUsage()
        usage.add(Charge(subject: "alice", usage: Usage(tokens: 5)), at: day - 1)
        usage.add(Charge(subject: "alice", usage: Usage(tokens: 5)), at: day - 1)
        #expect(usage.account(of: "alice", at: day - 1).used.tokens == 10)
        #expect(usage.account(of: "bob", at: day - 1).used.tokens == 0)
        #expect(usage.account(of: "alice", at: day).used.tokens == 0)
        usage.add(Charge(subject: "bob", usage: Usage(tokens: 5)), at: day)
        #expect(usage.account(of: "alice", at: day).used.tokens == 0)
    }
}
