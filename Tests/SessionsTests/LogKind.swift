import Sessions
import Testing

/// An implementation of `SessionLog` that the contract is held against.
struct LogKind: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens the log that is kept in a folder, new or again.
    let open: @Sendable (TemporaryFolder) async throws -> any SessionLog

    static let all = [
        LogKind(testDescription: "SQLite") { folder in try SQLiteLog(path: folder.file("log.sqlite")) }
    ]
}

extension LogGroup {
    /// Events of that session from `first` on, each with its number and so many bytes more.
    static func of(_ session: String, _ numbers: ClosedRange<Int>, bytes: Int = 0, leavesTurn: Bool = false) -> LogGroup
    {
        let padding = String(repeating: "x", count: bytes)
        let events = numbers.map { LoggedEvent(seq: $0, json: Array("{\"seq\":\($0),\"é\":\"\(padding)\"}".utf8)) }
        return LogGroup(session: session, events: events, leavesTurn: leavesTurn)
    }
}
