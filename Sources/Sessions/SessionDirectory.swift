import Logging
import Turns
import Wire

/// Finds sessions: one live session per id, read from the log when somebody asks for it.
public actor SessionDirectory {
    private let settings: SessionSettings
    private var live: [String: Task<LiveSession?, any Error>] = [:]
    /// Sessions that are being deleted: nobody finds them any more.
    private var deleting: Set<String> = []
    /// Whether the server is going away.
    public private(set) var isClosed = false

    public init(settings: SessionSettings) { self.settings = settings }

    /// How many sessions are in memory: those that someone watches or that have a turn in flight.
    public var liveSessions: Int { live.count }

    public nonisolated var log: any SessionLog { settings.log }

    /// Takes up what today's answers have used, and the turns that were in flight when the server stopped. A session that cannot be
    /// read keeps none of the others from it.
    public func recover() async throws(LogError) {
        let now = ClockReading.now.unix
        settings.usage.load(try await settings.log.usage(at: now), at: now)
        for id in try await settings.log.unfinished() {
            do throws(LogError) { _ = try await session(id) } catch {
                settings.logger.error("not recovered: \(error)", metadata: ["session": .string(id)])
            }
        }
    }

    /// Makes a session and returns its id.
    public func create() async throws(LogError) -> String {
        let id = Identity.random()
        try await settings.log.create(id, epoch: Identity.random(), at: ClockReading.now.unix)
        return id
    }

    /// Nil when there is no such session.
    public func session(_ id: String) async throws(LogError) -> LiveSession? {
        guard !isClosed else { throw LogError("the server is going away") }
        guard !deleting.contains(id) else { return nil }
        let task = live[id] ?? load(id)
        do {
            guard let session = try await task.value else {
                forget(id, task)
                return nil
            }
            return session
        } catch {
            forget(id, task)
            throw error as? LogError ?? LogError("the session cannot be read: \(error)")
        }
    }

    /// Does something with a session, again if the session was retired in that very moment.
    public func with<Value: Sendable>(
        _ id: String, _ work: @Sendable (LiveSession) async throws(SessionRetired) -> Value
    ) async throws(LogError) -> Value? {
        while let session = try await session(id) {
            do throws(SessionRetired) { return try await work(session) } catch { await forgetRetired(id) }
        }
        return nil
    }

    /// Sends every tab away with "come back"; what is in flight is in the log.
    public func close() async {
        isClosed = true
        for task in live.values { await (try? task.value)?.shutDown() }
        live = [:]
    }

    // MARK: Keeping house

    /// The sessions from `before` on, the last used first, and how many tabs each has.
    public func list(
        before cursor: SessionListing.Cursor?
    ) async throws(LogError) -> [(session: SessionListing, tabs: Int)] {
        var list: [(session: SessionListing, tabs: Int)] = []
        for session in try await settings.log.sessions(before: cursor, atMost: Limits.sessionsPerPage) {
            list.append((session, await tabs(of: session.session)))
        }
        return list
    }

    /// The same, of these sessions only.
    public func list(
        among ids: Set<String>, before cursor: SessionListing.Cursor?
    ) async throws(LogError) -> [(session: SessionListing, tabs: Int)] {
        var found: [SessionListing] = []
        for id in ids {
            guard let session = try await settings.log.listing(of: id), session.isListed else { continue }
            if let cursor, !(session.cursor < cursor) { continue }
            found.append(session)
        }
        var list: [(session: SessionListing, tabs: Int)] = []
        for session in found.sorted(by: { $1.cursor < $0.cursor }).prefix(Limits.sessionsPerPage) {
            list.append((session, await tabs(of: session.session)))
        }
        return list
    }

    /// Nil when there is no such session.
    public func listing(of id: String) async throws(LogError) -> (session: SessionListing, tabs: Int)? {
        guard let session = try await settings.log.listing(of: id) else { return nil }
        return (session, await tabs(of: id))
    }

    public func rename(_ id: String, to name: String) async throws(LogError) {
        try await settings.log.rename(id, to: name)
        if let session = try? await live[id]?.value { await session.rename(to: name) }
    }

    /// Ends a session and takes it off the disk (SES2). False when there is none.
    public func delete(_ id: String) async throws(LogError) -> Bool {
        guard try await settings.log.head(of: id) != nil else { return false }
        guard deleting.insert(id).inserted else { return false }
        defer { deleting.remove(id) }
        let task = live[id]
        if let session = try? await task?.value { await session.shutDown(.sessionDeleted) }
        try await settings.log.delete(id)
        if let task { forget(id, task) }
        return true
    }

    /// Drops what retention does not keep (RET1), in every session.
    public func retain() async throws(LogError) {
        guard !settings.retention.keepsEverything else { return }
        let excess = try await settings.log.excess(settings.retention, at: ClockReading.now.unix)
        for id in excess.partly {
            if let session = try? await live[id]?.value {
                await session.retain()
            } else {
                _ = try await settings.log.retain(settings.retention, in: id, at: ClockReading.now.unix)
            }
        }
        for id in excess.wholly where live[id] == nil { try await settings.log.delete(id) }
    }

    private func tabs(of id: String) async -> Int {
        guard let session = try? await live[id]?.value else { return 0 }
        return await session.tabs
    }

    private func load(_ id: String) -> Task<LiveSession?, any Error> {
        let task = Task { [settings] () -> LiveSession? in
            guard let head = try await settings.log.head(of: id) else { return nil }
            let history = try await SessionHistory(of: id, from: head.first, in: settings.log)
            let session = LiveSession(id: id, head: head, settings: settings, history: history) { [weak self] in
                await self?.forgetRetired(id)
            }
            // After a restart of the server, and as well after a log that could not be written for a while.
            if history.state.turn != nil { await session.recover() }
            return session
        }
        live[id] = task
        return task
    }

    private func forget(_ id: String, _ task: Task<LiveSession?, any Error>) {
        if live[id] == task { live[id] = nil }
    }

    private func forgetRetired(_ id: String) async {
        guard let task = live[id], let session = try? await task.value, await session.isRetired else { return }
        forget(id, task)
    }
}
