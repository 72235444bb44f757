import Sessions

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

    func create(_ session: String, epoch: String) async throws(LogError) { try await log.create(session, epoch: epoch) }
    func head(of session: String) async throws(LogError) -> LogHead? { try await log.head(of: session) }
    func unfinished() async throws(LogError) -> [String] { try await log.unfinished() }
    func events(of session: String, after seq: Int, atMost bytes: Int) async throws(LogError) -> [LoggedEvent] {
        try await log.events(of: session, after: seq, atMost: bytes)
    }
}
