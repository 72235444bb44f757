import GRDB
import Wire

extension SQLiteLog {
    private static let listing = "SELECT id, name, title, created, touched, turns, unfinished FROM sessions"

    private static func read(_ row: Row) -> SessionListing {
        SessionListing(
            session: row[0], name: row[1], title: row[2], created: row[3], touched: row[4], turns: row[5],
            isOpen: row[6])
    }

    public func sessions(
        before cursor: SessionListing.Cursor?, atMost count: Int
    ) async throws(LogError) -> [SessionListing] {
        try await Self.reporting {
            try await pool.read { db in
                try Row.fetchAll(
                    db,
                    sql: Self.listing + """
                         WHERE (turns > 0 OR name <> '') AND (touched, id) < (?, ?)
                        ORDER BY touched DESC, id DESC LIMIT ?
                        """, arguments: [cursor?.touched ?? Int.max, cursor?.session ?? "", count]
                ).map(Self.read)
            }
        }
    }

    public func listing(of session: String) async throws(LogError) -> SessionListing? {
        try await Self.reporting {
            try await pool.read { db in
                try Row.fetchOne(db, sql: Self.listing + " WHERE id = ?", arguments: [session]).map(Self.read)
            }
        }
    }

    public func rename(_ session: String, to name: String) async throws(LogError) {
        try await Self.reporting {
            try await pool.write { db in
                try db.execute(sql: "UPDATE sessions SET name = ? WHERE id = ?", arguments: [name, session])
            }
        }
    }

    public func delete(_ session: String) async throws(LogError) {
        try await Self.reporting {
            try await pool.write { db in
                try db.execute(sql: "DELETE FROM sessions WHERE id = ?", arguments: [session])
            }
            try await pool.writeWithoutTransaction { db in
                // SQLite overwrites what is deleted, but may have left copies where it moved rows between pages: only
                // written anew the file is sure to hold none.
                let bytes = try Int.fetchOne(
                    db, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
                let isSmall = bytes ?? 0 <= Limits.rewrittenBytes
                try checkpointer.pause {
                    try db.execute(sql: isSmall ? "VACUUM" : "PRAGMA incremental_vacuum")
                    try db.checkpoint(.truncate)
                }
            }
        }
    }

    public func retain(_ policy: Retention, in session: String, at now: Int) async throws(LogError) -> Int? {
        try await Self.reporting {
            let (first, isCut) = try await pool.write { db -> (Int?, Bool) in
                let row = try Row.fetchOne(
                    db, sql: "SELECT number, seq, turns, first FROM sessions WHERE id = ?", arguments: [session])
                guard let row else { return (nil, false) }
                let number: Int64 = row[0]
                let segments = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT first, last, turn, bytes, ended FROM segments
                        WHERE session = ? AND NOT dropped ORDER BY first
                        """, arguments: [number]
                ).map { Retention.Candidate(first: $0[0], last: $0[1], turn: $0[2], bytes: $0[3], ended: $0[4]) }
                guard let last = policy.cut(segments, seq: row[1], lastTurn: row[2], at: now) else {
                    return (row[3], false)
                }
                try db.execute(
                    sql: "UPDATE sessions SET first = ? WHERE number = ?", arguments: [last + 1, number])
                try db.execute(sql: "DELETE FROM groups WHERE session = ? AND last <= ?", arguments: [number, last])
                try db.execute(
                    sql: "UPDATE segments SET dropped = 1, bytes = 0, events = x'' WHERE session = ? AND last <= ?",
                    arguments: [number, last])
                try db.execute(
                    sql: """
                        DELETE FROM segments WHERE session = :session AND dropped AND number NOT IN (
                          SELECT number FROM segments WHERE session = :session AND dropped
                          ORDER BY first DESC LIMIT :remembered)
                        """, arguments: ["session": number, "remembered": Limits.rememberedReplies])
                return (last + 1, true)
            }
            if isCut { try await shrink() }
            return first
        }
    }

    public func excess(
        _ policy: Retention, at now: Int
    ) async throws(LogError) -> (partly: [String], wholly: [String]) {
        try await Self.reporting {
            try await pool.read { db in
                let cutoff = policy.age.map { now - $0 }
                let partly = try String.fetchAll(
                    db,
                    sql: """
                        SELECT id FROM sessions WHERE touched >= coalesce(:cutoff, 0) AND (
                          seq + 1 - first > :events
                          OR EXISTS (SELECT 1 FROM segments WHERE session = sessions.number AND NOT dropped AND ended < :cutoff)
                          OR (SELECT sum(bytes) FROM segments WHERE session = sessions.number) > :bytes)
                        """, arguments: ["cutoff": cutoff, "events": policy.events, "bytes": policy.bytes])
                let wholly = try String.fetchAll(
                    db, sql: "SELECT id FROM sessions WHERE touched < ? AND NOT unfinished", arguments: [cutoff])
                return (partly, wholly)
            }
        }
    }

    /// Gives the pages that are free now back to the file system.
    private func shrink() async throws {
        try await pool.writeWithoutTransaction { db in _ = try Row.fetchAll(db, sql: "PRAGMA incremental_vacuum") }
    }
}
