import Logging
import ServiceLifecycle
import Sessions

/// Drops what retention does not keep, and ends the sessions when the server goes: tabs are told to come back, what is in
/// flight stays in the log.
struct SessionService: Service {
    let directory: SessionDirectory
    let logger: Logger

    /// Retention looks at every session at the start and then so often.
    private static let sweep = Duration.seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown { await keepHouse() }
        await directory.close()
    }

    private func keepHouse() async {
        repeat {
            do { try await directory.retain() } catch { logger.error("retention: \(error)") }
        } while (try? await Task.sleep(for: Self.sweep)) != nil
    }
}
