import Logging
import Turns
import Wire

/// Finds sessions: one live session per id, read from the log when somebody asks for it.
public actor SessionDirectory {
    private let settings: SessionSettings
    private var live: [String: Task<LiveSession?, any Error>] = [:]
    private var isClosed = false

    public init(settings: SessionSettings) { self.settings = settings }

    public nonisolated var log: any SessionLog { settings.log }

    /// Takes up the turns that were in flight when the server stopped. A session that cannot be read keeps none of the
    /// others from it.
    public func recover() async throws(LogError) {
        for id in try await settings.log.unfinished() {
            do throws(LogError) { _ = try await session(id) } catch {
                settings.logger.error("not recovered: \(error)", metadata: ["session": .string(id)])
            }
        }
    }

    /// Makes a session and returns its id.
    public func create() async throws(LogError) -> String {
        let id = Identity.random()
        try await settings.log.create(id, epoch: Identity.random())
        return id
    }

    /// Nil when there is no such session.
    public func session(_ id: String) async throws(LogError) -> LiveSession? {
        guard !isClosed else { throw LogError("the server is going away") }
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

    private func load(_ id: String) -> Task<LiveSession?, any Error> {
        let task = Task { [settings] () -> LiveSession? in
            guard let head = try await settings.log.head(of: id) else { return nil }
            let history = try await SessionHistory(of: id, in: settings.log)
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
