import Foundation
import GRDB

/// The log in an SQLite database (WAL): a row per session and committed group, appended by rowid.
///
/// Appends that arrive while a commit is under way share the next one, so the commits are as large as the load asks for
/// and nobody waits for a timer.
public actor SQLiteLog: SessionLog {
    private let pool: DatabasePool
    private var waiting: [Append] = []
    private var isCommitting = false

    private struct Append {
        let group: LogGroup
        let done: CheckedContinuation<Result<Void, LogError>, Never>
    }

    /// Opens or makes the database at `path`.
    public init(path: String) throws(LogError) {
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                // A kill loses nothing that was committed; only a loss of power may, and never the database itself.
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
            }
            configuration.busyMode = .timeout(5)
            pool = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(pool)
        } catch {
            throw LogError(
                "the session log \(path) cannot be opened: \(error). Is --data a folder that can be written?")
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE sessions (
                      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL,
                      seq INTEGER NOT NULL DEFAULT 0, unfinished INTEGER NOT NULL DEFAULT 0);
                    CREATE INDEX unfinished ON sessions (number) WHERE unfinished;
                    CREATE TABLE groups (
                      number INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
                      last INTEGER NOT NULL, events BLOB NOT NULL);
                    CREATE UNIQUE INDEX position ON groups (session, last);
                    """)
        }
        return migrator
    }

    public func create(_ session: String, epoch: String) async throws(LogError) {
        try await Self.reporting {
            try await pool.write { db in
                try db.execute(sql: "INSERT INTO sessions (id, epoch) VALUES (?, ?)", arguments: [session, epoch])
            }
        }
    }

    public func head(of session: String) async throws(LogError) -> LogHead? {
        try await Self.reporting {
            try await pool.read { db in
                try Row.fetchOne(db, sql: "SELECT epoch, seq FROM sessions WHERE id = ?", arguments: [session])
                    .map { LogHead(epoch: $0[0], seq: $0[1]) }
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
                let groups = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT last, events FROM groups
                        WHERE session = (SELECT number FROM sessions WHERE id = ?) AND last > ? ORDER BY last
                        """, arguments: [session, seq])
                var events: [LoggedEvent] = []
                var size = 0
                while size < bytes, let group = try groups.next() {
                    let blob: Data = group[1]
                    size += blob.count
                    events += Self.unpack(blob, last: group[0]).drop { $0.seq <= seq }
                }
                return events
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
                try db.execute(
                    sql: "UPDATE sessions SET seq = ?, unfinished = ? WHERE id = ? AND seq = ?",
                    arguments: [last, group.leavesTurn, group.session, first - 1])
                guard db.changesCount == 1 else {
                    throw LogError("session \(group.session) is gone, or its log does not end at \(first - 1)")
                }
                try db.execute(
                    sql: """
                        INSERT INTO groups (session, last, events)
                        VALUES ((SELECT number FROM sessions WHERE id = ?), ?, ?)
                        """, arguments: [group.session, last, pack(group.events)])
                return .commit
            }
            return .success(())
        } catch {
            return .failure(LogError("the log cannot be written: \(error)"))
        }
    }

    /// Events one a line: their JSON holds no line break.
    private static func pack(_ events: [LoggedEvent]) -> Data {
        Data(events.map(\.json).joined(separator: [UInt8(ascii: "\n")]))
    }

    private static func unpack(_ blob: Data, last: Int) -> [LoggedEvent] {
        let lines = blob.split(separator: UInt8(ascii: "\n"))
        return lines.enumerated().map { index, line in
            LoggedEvent(seq: last - lines.count + 1 + index, json: [UInt8](line))
        }
    }

    private static func reporting<Value>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async throws(LogError) -> Value {
        do { return try await work() } catch {
            throw LogError("the log cannot be read: \(error)")
        }
    }
}
