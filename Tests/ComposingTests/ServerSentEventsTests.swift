import Testing
import Wire

@testable import Composing

struct ServerSentEventsTests {
    struct Stream: CustomTestStringConvertible {
        var testDescription: String
        var text: String
        var events: [ServerSentEvent]

        init(_ description: String, _ text: String, _ events: ServerSentEvent...) {
            testDescription = description
            self.text = text
            self.events = events
        }
    }

    static let streams = [
        Stream("LF", "data: a\n\ndata: b\n\n", .init(data: "a"), .init(data: "b")),
        Stream("CR", "data: a\r\rdata: b\r\r", .init(data: "a"), .init(data: "b")),
        Stream("CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", .init(data: "a"), .init(data: "b")),
        Stream("mixed line ends", "data: a\r\ndata: b\rdata: c\n\r\n", .init(data: "a\nb\nc")),
        Stream("a byte order mark", "\u{FEFF}data: a\n\n", .init(data: "a")),
        Stream("a second byte order mark", "\u{FEFF}\u{FEFF}data: a\n\ndata: b\n\n", .init(data: "b")),
        Stream("several data lines", "data: a\ndata:\ndata: b\n\n", .init(data: "a\n\nb")),
        Stream("one space is stripped", "data:a\ndata: b\ndata:  c\n\n", .init(data: "a\nb\n c")),
        Stream("a line without a colon", "data\n\n", .init(data: "")),
        Stream("colons in the value", "data: a: b\n\n", .init(data: "a: b")),
        Stream("comments", ": OPENROUTER PROCESSING\n\n:\ndata: a\n: x\n\n", .init(data: "a")),
        Stream("names", "event: ping\ndata: a\n\ndata: b\n\n", .init(name: "ping", data: "a"), .init(data: "b")),
        Stream("a name without data", "event: ping\n\ndata: b\n\n", .init(data: "b")),
        Stream("unknown fields", "id: 1\nretry: 5\nhello: x\n data: y\ndata: a\n\n", .init(data: "a")),
        Stream("blank lines", "\n\n\n\ndata: a\n\n\n\n", .init(data: "a")),
        Stream("no blank line at the end", "data: a\n\ndata: b\n", .init(data: "a")),
        Stream("characters of several bytes", "data: Größe 🙂\n\n", .init(data: "Größe 🙂")),
        Stream("nothing", ""),
    ]

    @Test("a stream gives the same events wherever it is cut", arguments: streams)
    func cuts(_ stream: Stream) throws {
        let bytes = Array(stream.text.utf8)
        for cuts in Cuts.all(bytes.count) {
            var parser = ServerSentEvents()
            let events = try cuts.flatMap { try parser.feed(bytes[$0]) }
            #expect(events == stream.events, "cut at \(cuts.map(\.lowerBound).prefix(20))")
        }
    }

    @Test("bytes that are not UTF-8 become U+FFFD, and spoil no other line")
    func invalidUTF8() throws {
        var parser = ServerSentEvents()
        let events = try parser.feed(Array("data: a".utf8) + [0xFF, 0xC3] + Array("\ndata: ü\n\n".utf8))
        #expect(events == [ServerSentEvent(data: "a\u{FFFD}\u{FFFD}\nü")])
    }

    @Test("a line past its bound is an error, not memory", arguments: [1, 7, 64])
    func endlessLine(_ size: Int) {
        var parser = ServerSentEvents(limit: 100)
        #expect(throws: ServerSentEventsError.lineTooLong(limit: 100)) {
            for _ in 0..<200 { _ = try parser.feed([UInt8](repeating: 0x61, count: size)) }
        }
    }

    @Test("an event of many lines past the bound is an error")
    func endlessEvent() {
        var parser = ServerSentEvents(limit: 100)
        #expect(throws: ServerSentEventsError.eventTooLong(limit: 100)) {
            for _ in 0..<200 { _ = try parser.feed(Array("data: 123\n".utf8)) }
        }
    }

    @Test("a line of exactly the bound is read")
    func longestLine() throws {
        var parser = ServerSentEvents(limit: 100)
        let text = String(repeating: "x", count: 94)
        #expect(try parser.feed(Array("data: \(text)\n\n".utf8)) == [ServerSentEvent(data: text)])
    }

    @Test("after a reset nothing of the old stream is left")
    func reset() throws {
        var parser = ServerSentEvents()
        _ = try parser.feed(Array("event: old\ndata: old\nda".utf8))
        parser.reset()
        #expect(try parser.feed(Array("\u{FEFF}data: new\n\n".utf8)) == [ServerSentEvent(data: "new")])
    }
}
