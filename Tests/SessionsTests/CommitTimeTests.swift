import Sessions
import Testing
import Wire

@Suite("How long events take to the log and to their readers", .timeLimit(.minutes(1)))
struct CommitTimeTests {
    private let told: AsyncStream<Observation>
    private let house: House

    init() async throws {
        let (told, tell) = AsyncStream.makeStream(of: Observation.self)
        self.told = told
        house = try await House(observe: { tell.yield($0) })
    }

    private func commits(_ count: Int) async -> [(events: Int, took: Duration, shown: Duration?)] {
        var commits: [(events: Int, took: Duration, shown: Duration?)] = []
        for await case .commit(let events, let took, let shown) in told {
            commits.append((events, took, shown))
            if commits.count == count { break }
        }
        return commits
    }

    @Test("until the last reader has them, from when they were decided, be it during another commit")
    func shown() async throws {
        let tab = try await house.join("a")
        await house.log.hold()
        await tab.send(.prompt(text: "bars"), id: "p")
        await house.log.untilHeld()
        await tab.send(.cancel(turn: 1), id: "c")
        let wait = Duration.milliseconds(50)
        try await Task.sleep(for: wait)
        await house.log.release()
        let commits = await commits(2)
        #expect(commits.map(\.events) == [2, 1])
        let (first, second) = (try #require(commits[0].shown), try #require(commits[1].shown))
        #expect(commits[0].took >= wait && first >= commits[0].took)
        #expect(second >= wait && second >= commits[1].took)
    }

    @Test("what nobody reads live is committed and shown to nobody")
    func unread() async throws {
        _ = try await house.live.prompt("bars", id: "p")
        let commits = await commits(1)
        #expect(commits[0].events == 2 && commits[0].shown == nil)
    }
}
