import GRDB
import Wire

/// The database's tables, and how it is opened.
enum SQLiteSchema {
    static func open(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            // A kill loses nothing that was committed; only a loss of power may, and never the database itself.
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            // What is deleted is overwritten (SES2).
            try db.execute(sql: "PRAGMA secure_delete = ON")
            if !db.configuration.readonly {
                // Before that a `Checkpointer` does it.
                try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Limits.walPages)")
                try db.execute(sql: "PRAGMA cache_size = \(Limits.databaseCacheBytes / Limits.pageBytes)")
            }
        }
        configuration.busyMode = .timeout(5)
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { db in
            // Freed pages go back to the file system; to be chosen before there is a table.
            guard try Int.fetchOne(db, sql: "PRAGMA auto_vacuum") != 2 else { return }
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; VACUUM")
        }
        try migrator.migrate(pool)
        return pool
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
        migrator.registerMigration("2") { db in
            try db.execute(
                sql: """
                    ALTER TABLE sessions ADD COLUMN first INTEGER NOT NULL DEFAULT 1;
                    ALTER TABLE sessions ADD COLUMN name TEXT NOT NULL DEFAULT '';
                    ALTER TABLE sessions ADD COLUMN title TEXT NOT NULL DEFAULT '';
                    ALTER TABLE sessions ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE sessions ADD COLUMN touched INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE sessions ADD COLUMN turns INTEGER NOT NULL DEFAULT 0;
                    UPDATE sessions SET created = unixepoch() * 1000, touched = unixepoch() * 1000, turns = seq > 0;
                    CREATE INDEX touched ON sessions (touched, id);
                    CREATE TABLE segments (
                      number INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
                      first INTEGER NOT NULL, last INTEGER NOT NULL, turn INTEGER NOT NULL, attempts INTEGER NOT NULL,
                      asker TEXT NOT NULL, command TEXT NOT NULL, rerun INTEGER NOT NULL,
                      bytes INTEGER NOT NULL, ended INTEGER NOT NULL, dropped INTEGER NOT NULL DEFAULT 0, events BLOB NOT NULL);
                    CREATE UNIQUE INDEX beginning ON segments (session, first);
                    CREATE INDEX ended ON segments (ended) WHERE NOT dropped;
                    """)
        }
        migrator.registerMigration("3") { db in
            try db.execute(sql: "ALTER TABLE segments ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0")
        }
        migrator.registerMigration("4") { db in
            try db.execute(
                sql: """
                    ALTER TABLE segments ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE segments ADD COLUMN cost INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE sessions ADD COLUMN subject TEXT;
                    CREATE TABLE usage (
                      day INTEGER NOT NULL, subject TEXT NOT NULL, tokens INTEGER NOT NULL, guessed INTEGER NOT NULL,
                      cost INTEGER NOT NULL, PRIMARY KEY (day, subject)) WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}
