import ServiceLifecycle
import Sessions

/// Ends the sessions when the server goes: tabs are told to come back, what is in flight stays in the log.
struct SessionService: Service {
    let directory: SessionDirectory

    func run() async throws {
        try? await gracefulShutdown()
        await directory.close()
    }
}
