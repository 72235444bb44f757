import Foundation
import GRDB
public import Turns
import Wire

extension SQLiteLog {
    public func head(of session: String) async throws(LogError) -> LogHead? {
        try await Self.reporting {
            try await pool.read { db in
                try Row.fetchOne(
                    db,
                    sql: "SELECT epoch, seq, first, name, subject FROM sessions WHERE id = ?", arguments: [session]
                ).map { LogHead(epoch: $0[0], seq: $0[1], first: $0[2], name: $0[3], subject: $0[4]) }
            }
        }
    }

    public func usage(at now: Int) async throws(LogError) -> [String: Usage] {
        try await Self.reporting {
            try await pool.read { db in
                let rows = try Row.fetchAll(
                    db, sql: "SELECT subject, tokens, guessed, cost FROM usage WHERE day = ?",
                    arguments: [DailyUsage.day(at: now)])
                let usage = rows.map { row in
                    (row[0] as String, Usage(tokens: row[1], guessed: row[2], cost: Cost(millionths: row[3])))
                }
                return Dictionary(uniqueKeysWithValues: usage)
            }
        }
    }

    public func unfinished() async throws(LogError) -> [String] {
        try await Self.reporting {
            try await pool.read { db in
                try String.fetchAll(db, sql: "SELECT id FROM sessions WHERE unfinished ORDER BY number")
            }
        }
    }

    public func events(of session: String, after seq: Int, atMost bytes: Int) async throws(LogError) -> [LoggedEvent] {
        try await Self.reporting {
            try await pool.read { db in
                // What was dropped may still stand in a group that also holds what was not.
                let kept = "SELECT number, first FROM sessions WHERE id = ?"
                guard let row = try Row.fetchOne(db, sql: kept, arguments: [session]) else { return [] }
                let start = max(seq, row[1] - 1)
                let groups = try Row.fetchCursor(
                    db, sql: "SELECT last, events FROM groups WHERE session = ? AND last > ? ORDER BY last",
                    arguments: [row[0] as Int64, start])
                var events: [LoggedEvent] = []
                var size = 0
                while size < bytes, let group = try groups.next() {
                    let blob: Data = group[1]
                    size += blob.count
                    let lines = Self.lines(blob)
                    let first = group[0] - lines.count + 1
                    events += lines.enumerated().map { LoggedEvent(seq: first + $0, json: $1) }.drop { $0.seq <= start }
                }
                return events
            }
        }
    }

    public func compactEvents(
        of session: String, after seq: Int, atMost bytes: Int
    ) async throws(LogError) -> [LoggedEvent] {
        try await Self.reporting {
            try await pool.read { db in
                let segments = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT first, last, events FROM segments
                        WHERE session = (SELECT number FROM sessions WHERE id = ?) AND first > ? AND NOT dropped
                        ORDER BY first
                        """, arguments: [session, seq])
                var events: [LoggedEvent] = []
                var (end, size) = (seq, 0)
                while size < bytes, let segment = try segments.next(), segment[0] == end + 1 {
                    let blob: Data = segment[2]
                    size += blob.count
                    end = segment[1]
                    events += try Self.lines(blob).map { line in
                        guard let seq = Self.seq(of: line) else {
                            throw LogError("a segment of session \(session) holds what is no event")
                        }
                        return LoggedEvent(seq: seq, json: line)
                    }
                }
                return events
            }
        }
    }

    public func outlines(of session: String) async throws(LogError) -> [SegmentOutline] {
        try await outlines(of: session, dropped: false)
    }

    public func droppedOutlines(of session: String) async throws(LogError) -> [SegmentOutline] {
        try await outlines(of: session, dropped: true)
    }

    private func outlines(of session: String, dropped: Bool) async throws(LogError) -> [SegmentOutline] {
        try await Self.reporting {
            try await pool.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT first, last, turn, attempts, asker, command, rerun, tokens, guessed, cost
                        FROM segments
                        WHERE session = (SELECT number FROM sessions WHERE id = ?) AND dropped = ? ORDER BY first
                        """, arguments: [session, dropped]
                ).map {
                    SegmentOutline(
                        first: $0[0], last: $0[1], turn: $0[2], attempts: $0[3], by: $0[4], command: $0[5],
                        isRerun: $0[6],
                        usage: Usage(tokens: $0[7], guessed: $0[8], cost: Cost(millionths: $0[9])))
                }
            }
        }
    }

    /// The number of an event by its JSON, which begins as the codec writes it.
    private static func seq(of json: [UInt8]) -> Int? {
        guard json.starts(with: beginning) else { return nil }
        return Int(String(decoding: json.dropFirst(beginning.count).prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self))
    }

    private static let beginning = Array(#"{"type":"event","seq":"#.utf8)

    private static func lines(_ blob: Data) -> [[UInt8]] {
        blob.split(separator: UInt8(ascii: "\n")).map { [UInt8]($0) }
    }
}
