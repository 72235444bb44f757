import Foundation
import GRDB
import NIOConcurrencyHelpers
import Turns
import Wire

/// The log in an SQLite database (WAL): a row per session and committed group, appended by rowid; and a row per ended
/// segment, which has its events once more, compact.
///
/// Appends that arrive while a commit is under way share the next one, so the commits are as large as the load asks for
/// and nobody waits for a timer.
public final class SQLiteLog: SessionLog {
    let pool: DatabasePool
    let checkpointer: Checkpointer
    private let waiting = NIOLockedValueBox(Waiting())
    /// Where commits are made, one after the other.
    private let queue = DispatchQueue(label: "sandglass.log")

    private struct Waiting {
        var appends: [Append] = []
        var isCommitting = false
    }

    private struct Append {
        let group: LogGroup
        let done: CheckedContinuation<Result<Void, LogError>, Never>
    }

    /// Opens or makes the database at `path`.
    public init(path: String) throws(LogError) {
        do {
            pool = try SQLiteSchema.open(path)
            checkpointer = try Checkpointer(path: path)
        } catch {
            throw LogError(
                "the session log \(path) cannot be opened: \(error). Is --data a folder that can be written?")
        }
    }

    public func create(_ session: String, epoch: String, at now: Int) async throws(LogError) {
        try await Self.reporting {
            try await pool.write { db in
                try db.execute(
                    sql: "INSERT INTO sessions (id, epoch, created, touched) VALUES (?, ?, ?, ?)",
                    arguments: [session, epoch, now, now])
            }
        }
    }

    public nonisolated(nonsending) func append(_ group: LogGroup) async throws(LogError) {
        let result = await withCheckedContinuation { done in
            let isFirst = waiting.withLockedValue { waiting in
                waiting.appends.append(Append(group: group, done: done))
                defer { waiting.isCommitting = true }
                return !waiting.isCommitting
            }
            if isFirst { queue.async { self.commitWaiting() } }
        }
        try result.get()
    }

    private func commitWaiting() {
        while true {
            let appends = waiting.withLockedValue { waiting in
                defer { waiting.appends = [] }
                waiting.isCommitting = !waiting.appends.isEmpty
                return waiting.appends
            }
            if appends.isEmpty { return }
            let groups = appends.map(\.group)
            for (append, result) in zip(appends, commit(groups)) { append.done.resume(returning: result) }
            checkpointer.committed(groups)
        }
    }

    /// All in one transaction; a group that cannot be written takes no other with it.
    private func commit(_ groups: [LogGroup]) -> [Result<Void, LogError>] {
        do {
            return try pool.write { db in try groups.map { try Self.insert($0, db) } }
        } catch {
            return groups.map { group in
                Result { try pool.write { db in try Self.insert(group, db) } }
                    .mapError { LogError("the log cannot be written: \($0)") }
                    .flatMap { $0 }
            }
        }
    }

    /// Writes nothing when the session's log does not end before the group.
    private static func insert(_ group: LogGroup, _ db: Database) throws -> Result<Void, LogError> {
        guard let first = group.events.first?.seq, let last = group.events.last?.seq else { return .success(()) }
        guard let session = try extend(group, from: first, to: last, db) ?? touch(group, from: first, to: last, db)
        else {
            return .failure(LogError("session \(group.session) is gone, or its log does not end at \(first - 1)"))
        }
        try db.cachedStatement(sql: "INSERT INTO groups (session, last, events) VALUES (?, ?, ?)")
            .execute(arguments: [session, last, pack(group.events)])
        for segment in group.segments { try insert(segment, in: session, db) }
        for charge in group.charges { try book(charge, on: DailyUsage.day(at: group.at), db) }
        return .success(())
    }

    /// Moves a session's end where nothing else of it changes, as with most of what a model says: no index has to follow.
    /// Returns its row, or nil.
    private static func extend(_ group: LogGroup, from first: Int, to last: Int, _ db: Database) throws -> Int64? {
        guard group.leavesTurn, group.asked == nil else { return nil }
        let statement = try db.cachedStatement(
            sql: "UPDATE sessions SET seq = ? WHERE id = ? AND seq = ? AND unfinished RETURNING number")
        return try Int64.fetchOne(statement, arguments: [last, group.session, first - 1])
    }

    /// Moves a session's end, and what lists show of it; returns its row, or nil when its log does not end before `first`.
    private static func touch(_ group: LogGroup, from first: Int, to last: Int, _ db: Database) throws -> Int64? {
        let title = group.asked.map { String($0.prompt.unicodeScalars.prefix(Limits.sessionTitleLength)) } ?? ""
        let statement = try db.cachedStatement(
            sql: """
                UPDATE sessions SET seq = ?, unfinished = ?, touched = max(touched, ?), turns = max(turns, ?),
                  title = CASE title WHEN '' THEN ? ELSE title END, subject = CASE WHEN ? THEN ? ELSE subject END
                WHERE id = ? AND seq = ? RETURNING number
                """)
        return try Int64.fetchOne(
            statement,
            arguments: [
                last, group.leavesTurn, group.at, group.asked?.turn ?? 0, title, group.asked != nil,
                group.asked?.subject, group.session, first - 1,
            ])
    }

    private static func insert(_ segment: Segment, in session: Int64, _ db: Database) throws {
        let outline = segment.outline
        try db.cachedStatement(
            sql: """
                INSERT INTO segments
                  (session, first, last, turn, attempts, asker, command, rerun, tokens, guessed, cost, bytes, ended, events)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                session, outline.first, outline.last, outline.turn, outline.attempts, outline.by, outline.command,
                outline.isRerun, outline.usage.tokens, outline.usage.guessed, outline.usage.cost.millionths,
                segment.bytes, segment.ended, pack(segment.compact),
            ])
    }

    /// Days that are over are forgotten.
    private static func book(_ charge: Charge, on day: Int, _ db: Database) throws {
        let usage = charge.usage
        try db.cachedStatement(sql: "DELETE FROM usage WHERE day < ?").execute(arguments: [day])
        try db.cachedStatement(
            sql: """
                INSERT INTO usage (day, subject, tokens, guessed, cost) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (day, subject) DO UPDATE SET tokens = tokens + excluded.tokens,
                  guessed = guessed + excluded.guessed, cost = cost + excluded.cost
                """
        ).execute(arguments: [day, charge.subject, usage.tokens, usage.guessed, usage.cost.millionths])
    }

    /// Events one a line: their JSON holds no line break.
    private static func pack(_ events: [LoggedEvent]) -> Data {
        var lines = Data(capacity: events.reduce(0) { $0 + $1.json.count + 1 })
        for event in events {
            if !lines.isEmpty { lines.append(UInt8(ascii: "\n")) }
            lines.append(contentsOf: event.json)
        }
        return lines
    }

    static func reporting<Value>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async throws(LogError) -> Value {
        do { return try await work() } catch let error as LogError { throw error } catch {
            throw LogError("the log cannot be read: \(error)")
        }
    }
}
