import Sessions
import Turns

/// A log that a test may hold between the commit and its news, or make fail.
actor GatedLog: SessionLog {
    private let log: any SessionLog
    private var isHeld = false
    private var isBroken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    init(_ log: any SessionLog) { self.log = log }

    /// From now on appends are done but do not return.
    func hold() { isHeld = true }

    func release() {
        isHeld = false
        for waiter in waiting { waiter.resume() }
        waiting = []
    }

    func setBroken(_ isBroken: Bool) { self.isBroken = isBroken }

    /// Returns once an append is done and held.
    func untilHeld() async {
        guard waiting.isEmpty else { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func append(_ group: LogGroup) async throws(LogError) {
        if isBroken { throw LogError("the disk is full") }
        try await log.append(group)
        guard isHeld else { return }
        await withCheckedContinuation { held in
            waiting.append(held)
            for watcher in watchers { watcher.resume() }
            watchers = []
        }
    }

    func create(_ session: String, epoch: String, at now: Int) async throws(LogError) {
        try await log.create(session, epoch: epoch, at: now)
    }
    func head(of session: String) async throws(LogError) -> LogHead? { try await log.head(of: session) }
    func usage(at now: Int) async throws(LogError) -> [String: Usage] { try await log.usage(at: now) }
    func unfinished() async throws(LogError) -> [String] { try await log.unfinished() }
    func events(of session: String, after seq: Int, atMost bytes: Int) async throws(LogError) -> [LoggedEvent] {
        try await log.events(of: session, after: seq, atMost: bytes)
    }
    func compactEvents(of session: String, after seq: Int, atMost bytes: Int) async throws(LogError) -> [LoggedEvent] {
        try await log.compactEvents(of: session, after: seq, atMost: bytes)
    }
    func outlines(of session: String) async throws(LogError) -> [SegmentOutline] {
        try await log.outlines(of: session)
    }
    func droppedOutlines(of session: String) async throws(LogError) -> [SegmentOutline] {
        try await log.droppedOutlines(of: session)
    }
    func sessions(before: SessionListing.Cursor?, atMost count: Int) async throws(LogError) -> [SessionListing] {
        try await log.sessions(before: before, atMost: count)
    }
    func listing(of session: String) async throws(LogError) -> SessionListing? { try await log.listing(of: session) }
    func rename(_ session: String, to name: String) async throws(LogError) { try await log.rename(session, to: name) }
    func delete(_ session: String) async throws(LogError) { try await log.delete(session) }
    func retain(_ policy: Retention, in session: String, at now: Int) async throws(LogError) -> Int? {
        try await log.retain(policy, in: session, at: now)
    }
    func excess(_ policy: Retention, at now: Int) async throws(LogError) -> (partly: [String], wholly: [String]) {
        try await log.excess(policy, at: now)
    }
}
