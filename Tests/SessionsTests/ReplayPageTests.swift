import TestSupport
import Testing
import Wire

@testable import Sessions

@Suite("EVT5: the messages of a compact replay")
struct ReplayPageTests {
    private let bound = Limits.replayMessageBytes

    private func events(_ sizes: [Int]) -> [LoggedEvent] {
        .logging(sizes.map { .said(String(repeating: "x", count: $0)) })
    }

    /// The events in each message, as they stand in it.
    private func read(_ message: [UInt8]) throws -> [JSON] {
        let json = try JSON(parsing: message)
        #expect(json.members?.map(\.key) == ["type", "events"] && json["type"] == "events")
        return try #require(json["events"]?.array)
    }

    @Test("EVT5: every event is in one message, in order, as it is")
    func inOrder() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<20 {
            let count = Int.random(in: 0...30, using: &generator)
            let events = events((0..<count).map { _ in generator.pick([1, 100, 5_000, 60_000, 200_000]) })
            let messages = ReplayPage.messages(of: events)
            let read = try messages.flatMap(read)
            #expect(read.map(\.bytes) == events.map(\.json))
        }
    }

    @Test("EVT5: a message takes no further event once it has its bytes, and no message is empty")
    func bounded() throws {
        let messages = ReplayPage.messages(of: events(Array(repeating: 10_000, count: 100)))
        #expect(messages.count == 8)
        for message in messages {
            let last = try #require(read(message).last)
            #expect(message.count - last.bytes.count - 3 <= bound)
        }
        for message in messages.dropLast() { #expect(message.count - 2 > bound) }
        #expect(ReplayPage.messages(of: []) == [])
        #expect(ReplayPage.messages(of: events([1])).count == 1)
    }

    @Test("EVT5: at its bound a message takes one more, a byte past it none")
    func atTheBound() throws {
        let empty = ReplayPage.messages(of: events([1]))[0].count - 3
        for (size, messages) in [(bound - empty, 1), (bound - empty + 1, 2)] {
            let events = events([size, 1])
            #expect(ReplayPage.messages(of: [events[0]])[0].count - 2 == bound + messages - 1)
            #expect(ReplayPage.messages(of: events).count == messages)
        }
    }

    @Test("EVT5: one that is larger than a message may be has one for itself")
    func large() throws {
        let messages = ReplayPage.messages(of: events([500_000, 1, 500_000]))
        #expect(try messages.map { try read($0).count } == [1, 2])
    }

    @Test("EVT5: a part of the log is merged up to the end of its segment, after which compact ones follow")
    func upToTheSegment() throws {
        var chronicle = Chronicle()
        _ = chronicle.group(
            [.asked(1), .attempt(1, 1), .said("a"), .said("b", at: 1), .over(1)] + .turn(2) + [.asked(3)])
        let whole = try ReplayPage.compacting(chronicle.logged, of: "s")
        #expect(whole.first == 1 && whole.events.map(\.seq) == [1, 2, 4, 5])
        let rest = try ReplayPage.compacting(Array(chronicle.logged.dropFirst(3)), of: "s")
        #expect(rest.first == 4 && rest.events.map(\.seq) == [4, 5])
        let flight = try ReplayPage.compacting(Array(chronicle.logged.dropFirst(9)), of: "s")
        #expect(flight.first == 10 && flight.events == Array(chronicle.logged.dropFirst(9)))
        #expect(try ReplayPage.compacting([], of: "s").events == [])
        #expect(throws: LogError.self) {
            try ReplayPage.compacting([LoggedEvent(seq: 1, json: Array("{}".utf8))], of: "s")
        }
    }

    @Test("EVT5: a page that ends within what may be merged ends with a position of the log")
    func cutPages() throws {
        let log = [LoggedEvent].logging((0..<9).map { .said("x", at: $0) })
        for cut in 1..<9 {
            let pages = try [log.prefix(cut), log.suffix(9 - cut)].map { try ReplayPage.compacting(Array($0), of: "s") }
            let events = try pages.flatMap(\.events).map(CompactEvent.init)
            #expect(events.map(\.range) == [1...cut, (cut + 1)...9])
            #expect(events.map(\.at) == [0, cut])
        }
    }
}
