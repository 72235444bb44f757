import Dispatch
import GRDB
import NIOConcurrencyHelpers
import Wire

/// Moves what was committed from the write-ahead log into the database, on a connection of its own: whoever waits for a commit
/// does not wait for that too.
///
/// The write-ahead log begins anew only between two commits; so once it has `Limits.walPages`, a commit moves what is left.
final class Checkpointer: Sendable {
    private let database: DatabaseQueue
    private let queue = DispatchQueue(label: "sandglass.checkpoints")
    private let pace = NIOLockedValueBox(CheckpointPace())

    init(path: String) throws { database = try DatabaseQueue(path: path) }

    /// To be called after every commit.
    func committed(_ groups: [LogGroup]) {
        guard pace.withLockedValue({ $0.isDue(after: groups) }) else { return }
        queue.async {
            // Where it fails, a commit will do it, and say why it cannot.
            try? self.database.writeWithoutTransaction { db in _ = try db.checkpoint(.passive) }
        }
    }

    /// Does what cannot be done beside a checkpoint.
    func pause<Value>(_ work: () throws -> Value) rethrows -> Value { try database.inDatabase { _ in try work() } }
}

/// Says when so much was written that it is worth a checkpoint.
struct CheckpointPace {
    private var pages = 0

    mutating func isDue(after groups: [LogGroup]) -> Bool {
        pages += groups.reduce(0) { $0 + Self.pages(of: $1) }
        guard pages >= Limits.checkpointedPages else { return false }
        pages = 0
        return true
    }

    /// Roughly: a session's row, the group's and its place in the index, and what does not fit into these.
    private static func pages(of group: LogGroup) -> Int {
        3 + group.events.reduce(0) { $0 + $1.json.count } / Limits.pageBytes
    }
}
