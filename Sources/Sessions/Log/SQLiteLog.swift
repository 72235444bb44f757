import Foundation
import GRDB
import Turns
import Wire

/// The log in an SQLite database (WAL): a row per session and committed group, appended by rowid; and a row per ended
/// segment, which has its events once more, compact.
///
/// Appends that arrive while a commit is under way share the next one, so the commits are as large as the load asks for
/// and nobody waits for a timer.
public actor SQLiteLog: SessionLog {
    let pool: DatabasePool
    private var waiting: [Append] = []
    private var isCommitting = false

    private struct Append {
        let group: LogGroup
        let done: CheckedContinuation<Result<Void, LogError>, Never>
    }

    /// Opens or makes the database at `path`.
    public init(path: String) throws(LogError) {
        do { pool = try SQLiteSchema.open(path) } catch {
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

    public func append(_ group: LogGroup) async throws(LogError) {
        let result = await withCheckedContinuation { done in
            waiting.append(Append(group: group, done: done))
            // Not a child of the caller's task, whose cancellation must not undo a commit that others share.
            if !isCommitting { Task { await commitWaiting() } }
            isCommitting = true
        }
        try result.get()
    }

    private func commitWaiting() async {
        while !waiting.isEmpty {
            let appends = waiting
            waiting = []
            let groups = appends.map(\.group)
            let results: [Result<Void, LogError>]
            do {
                results = try await pool.write { db in groups.map { Self.insert($0, db) } }
            } catch {
                results = groups.map { _ in .failure(LogError("the log cannot be written: \(error)")) }
            }
            for (append, result) in zip(appends, results) { append.done.resume(returning: result) }
        }
        isCommitting = false
    }

    /// One group in a savepoint of its own, so that a group that fails takes no other with it.
    private static func insert(_ group: LogGroup, _ db: Database) -> Result<Void, LogError> {
        guard let first = group.events.first?.seq, let last = group.events.last?.seq else { return .success(()) }
        do {
            try db.inSavepoint {
                guard let session = try touch(group, from: first, to: last, db) else {
                    throw LogError("session \(group.session) is gone, or its log does not end at \(first - 1)")
                }
                try db.cachedStatement(sql: "INSERT INTO groups (session, last, events) VALUES (?, ?, ?)")
                    .execute(arguments: [session, last, pack(group.events)])
                for segment in group.segments { try insert(segment, in: session, db) }
                for charge in group.charges { try book(charge, on: DailyUsage.day(at: group.at), db) }
                return .commit
            }
            return .success(())
        } catch {
            return .failure(LogError("the log cannot be written: \(error)"))
        }
    }

    /// Moves a session's end; returns its row, or nil when its log does not end before `first`.
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
        Data(events.map(\.json).joined(separator: [UInt8(ascii: "\n")]))
    }

    static func reporting<Value>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async throws(LogError) -> Value {
        do { return try await work() } catch let error as LogError { throw error } catch {
            throw LogError("the log cannot be read: \(error)")
        }
    }
}
