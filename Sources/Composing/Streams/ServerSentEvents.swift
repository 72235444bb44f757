public import Wire

/// One event of an event stream.
public struct ServerSentEvent: Sendable, Hashable {
    /// The event's type; empty where the stream names none, which means `message`.
    public var name: String
    /// Its `data` lines, joined by LF.
    public var data: String

    public init(name: String = "", data: String) {
        self.name = name
        self.data = data
    }
}

/// Why bytes are not an event stream that can be read.
public enum ServerSentEventsError: Error, Sendable, Hashable {
    /// A line of more than `limit` bytes.
    case lineTooLong(limit: Int)
    /// An event whose data are more than `limit` bytes.
    case eventTooLong(limit: Int)
}

/// Reads an event stream (WHATWG HTML, section 9.2.6) piece by piece, wherever the pieces are cut.
///
/// Lines end in CR, LF or CRLF and are cut as bytes; each is decoded by itself, with U+FFFD for what is not UTF-8. A
/// leading byte order mark is skipped, comments and unknown fields are ignored, and an event without data is none. `id`
/// and `retry` are ignored too: nothing here reconnects.
public struct ServerSentEvents: Sendable {
    private let limit: Int
    private var line: [UInt8] = []
    private var endedInCR = false
    private var isFirstLine = true
    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false

    /// - Parameter limit: bytes of one line, and of one event's data.
    public init(limit: Int = Limits.modelLineBytes) {
        self.limit = limit
    }

    /// The events that these bytes complete.
    public mutating func feed(_ bytes: some Collection<UInt8>) throws(ServerSentEventsError) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        // Of one type from here on: code for any collection is many times slower, and is used by other modules.
        var rest = Array(bytes)[...]
        if endedInCR, let first = rest.first {
            endedInCR = false
            if first == UInt8(ascii: "\n") { rest = rest.dropFirst() }
        }
        // Only new bytes are searched, and they are copied only where a line is cut.
        while let end = rest.firstIndex(where: \.isLineEnd) {
            try take(rest[..<end])
            if let event = try endLine() { events.append(event) }
            let isCR = rest[end] == UInt8(ascii: "\r")
            rest = rest[end...].dropFirst()
            if isCR, rest.isEmpty { endedInCR = true }
            if isCR, rest.first == UInt8(ascii: "\n") { rest = rest.dropFirst() }
        }
        try take(rest)
        return events
    }

    /// Forgets everything, for a new stream. What an old one left incomplete is not an event.
    public mutating func reset() {
        self = ServerSentEvents(limit: limit)
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws(ServerSentEventsError) {
        guard line.count + bytes.count <= limit else { throw .lineTooLong(limit: limit) }
        line.append(contentsOf: bytes)
    }

    private mutating func endLine() throws(ServerSentEventsError) -> ServerSentEvent? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        if line.isEmpty { return dispatch() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        let value = line[colon...].dropFirst()
        try take(line[..<colon], value: value.first == UInt8(ascii: " ") ? value.dropFirst() : value)
        return nil
    }

    /// A comment is a field without a name.
    private mutating func take(_ field: ArraySlice<UInt8>, value: ArraySlice<UInt8>) throws(ServerSentEventsError) {
        if field.elementsEqual("data".utf8) {
            guard data.count + value.count < limit else { throw .eventTooLong(limit: limit) }
            if hasData { data.append(UInt8(ascii: "\n")) }
            hasData = true
            data.append(contentsOf: value)
        } else if field.elementsEqual("event".utf8) {
            name = String(decoding: value, as: UTF8.self)
        }
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer {
            name = ""
            data.removeAll(keepingCapacity: true)
            hasData = false
        }
        return hasData ? ServerSentEvent(name: name, data: String(decoding: data, as: UTF8.self)) : nil
    }
}
