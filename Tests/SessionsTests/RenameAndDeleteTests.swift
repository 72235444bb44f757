import TestSupport
import Testing
import Turns
import Wire

@testable import Sessions

@Suite("A live session is renamed or deleted", .timeLimit(.minutes(1)))
struct RenameAndDeleteTests {
    private func names(_ items: [RecordingSubscriber.Item]) -> [String] {
        items.compactMap { if case .message(.session(let name)) = $0 { name } else { nil } }
    }

    @Test("EVT4, OPN8: every tab is told the new name, at once or in its welcome; other readers are not")
    func rename() async throws {
        var house = try await House()
        let (one, two) = (try await house.join("a"), try await house.join("b"))
        let reader = RecordingSubscriber()
        try await one.live.read(after: 0, reader)
        #expect(one.subscriber.items.welcome?.name == "")
        for name in ["Größe 🙂", ""] { try await house.directory.rename(house.session, to: name) }
        #expect(names(one.subscriber.items) == ["Größe 🙂", ""] && names(two.subscriber.items) == ["Größe 🙂", ""])
        #expect(names(reader.items) == [])
        try await house.directory.rename(house.session, to: "Mine")
        #expect(try await house.join("c").subscriber.items.welcome?.name == "Mine")
        #expect(one.told == [], "a name is not in the log")

        house = try await house.restarted()
        #expect(try await house.join("a").subscriber.items.welcome?.name == "Mine")
        try await house.directory.rename("none", to: "Mine")
    }

    @Test("SES2: deleting closes everybody with 4511, stops the model, and leaves nothing")
    func delete() async throws {
        let house = try await House()
        let (one, two) = (try await house.join("a"), try await house.join("b"))
        let reader = RecordingSubscriber()
        try await one.live.read(after: 0, reader)
        await one.ask(.prompt(text: "bars"), id: "p")
        let question = try await house.model.question()
        question.say("half")
        await one.until("answer 0 half")
        #expect(try await house.directory.delete(house.session))
        for items in [one.subscriber.items, two.subscriber.items, reader.items] {
            #expect(items.closed == .sessionDeleted)
        }
        #expect(question.isCancelled)
        #expect(try await house.log.head(of: house.session) == nil)
        #expect(try await house.log.unfinished() == [])
        #expect(try await house.directory.session(house.session) == nil)
        #expect(try await !house.directory.delete(house.session))
        await #expect(throws: SessionRetired.self) { try await one.live.join(Hello(), RecordingSubscriber()) }
    }

    @Test("SES2: one that nobody watches is deleted as well, and the others go on")
    func deleteUnwatched() async throws {
        let house = try await House()
        let other = try await house.directory.create()
        let tab = try await house.join("a")
        #expect(try await house.directory.delete(other))
        #expect(try await !house.directory.delete("none"))
        #expect(await tab.ask(.prompt(text: "bars"), id: "p") == .ok(turn: 1))
        #expect(tab.subscriber.items.closed == nil)
    }

    @Test("SES2: what is being committed does not come back after it")
    func deleteDuringCommit() async throws {
        let house = try await House()
        let tab = try await house.join("a")
        await house.log.hold()
        await tab.send(.prompt(text: "bars"), id: "p")
        await house.log.untilHeld()
        let deleting = Task { try await house.directory.delete(house.session) }
        await tab.subscriber.until { $0.closed != nil }
        await tab.send(.cancel(turn: 1), id: "c")
        await house.log.release()
        #expect(try await deleting.value)
        #expect(try await house.log.head(of: house.session) == nil)
        #expect(try await house.log.events(of: house.session, after: 0, atMost: .max) == [])
        #expect(tab.subscriber.items.closed == .sessionDeleted)
    }
}
