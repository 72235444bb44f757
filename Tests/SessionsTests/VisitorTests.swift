import Foundation
import TestSupport
import Testing
import Wire

@testable import Sessions

@Suite("ACC6, ACC7: who joins, and what a list of some sessions shows", .timeLimit(.minutes(1)))
struct VisitorTests {
    private let key = "a-secret-key-of-a-tab"

    @Test("ACC7: a tab's key gives another tab in another subject's hands, and the same in one's own")
    func identities() {
        let subjects: [String?] = [nil, "alice", "bob", "", "alice\u{0}"]
        let tabs = subjects.map { Identity.tab(key: key, of: $0) }
        #expect(Set(tabs).count == tabs.count)
        #expect(tabs == subjects.map { Identity.tab(key: key, of: $0) })
        // What stands at the end of one's subject and at the beginning of one's key is not confused.
        #expect(Identity.tab(key: "b" + key, of: "a") != Identity.tab(key: key, of: "ab"))
    }

    @Test("ACC6: the welcome says the role, and the others see who watches")
    func roles() async throws {
        let house = try await House()
        let owner = try await house.join("a")
        let subscriber = RecordingSubscriber()
        let visitor = Sessions.Visitor(subject: "bob", role: .viewer)
        _ = try await house.live.join(Hello(session: house.session, tabKey: key), as: visitor, subscriber)
        #expect(owner.subscriber.items.welcome?.role == .owner && subscriber.items.welcome?.role == .viewer)
        let present = subscriber.items.compactMap { if case .message(.presence(let tabs)) = $0 { tabs } else { nil } }
        #expect(present.last?.map(\.role) == [.owner, .viewer])
    }

    @Test("ACC6: a list of some shows those of them that a list shows, in its order, from a place on")
    func list() async throws {
        let house = try await House()
        var ids: [String] = []
        for number in 0..<6 {
            ids.append(try await house.directory.create())
            // One was never used and has no name.
            if number != 3 { try await house.directory.rename(ids[number], to: "n\(number)") }
        }
        let all = try await house.directory.list(before: nil).map(\.session)
        let some = Set(ids[1...4] + ["unknown"])
        let expected = all.filter { some.contains($0.session) }
        let list = try await house.directory.list(among: some, before: nil).map(\.session)
        #expect(list == expected && list.count == 3)
        let rest = try await house.directory.list(among: some, before: list[0].cursor).map(\.session)
        #expect(rest == Array(expected.dropFirst()))
        #expect(try await house.directory.list(among: [], before: nil).isEmpty)
    }
}
