import ArgumentParser
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import Sessions
import Turns
import UnixSignals
import Web

/// The server and what runs beside it.
struct Server {
    let model: any LanguageModel
    let directory: SessionDirectory
    private let settings: ServeSettings
    private let helpers: [any Service]
    private let metrics = Metrics()
    private let logger: Logger

    init(_ settings: ServeSettings) throws {
        var logger = Logger(label: "sandglass") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = settings.logLevel
        self.settings = settings
        self.logger = logger
        (model, helpers) = settings.model.languageModel(logger: logger)
        directory = SessionDirectory(
            settings: SessionSettings(
                log: try SQLiteLog(path: settings.database()), model: model, policy: settings.policy,
                ping: settings.ping, retention: settings.retention,
                framing: WebApplication.framing(compresses: settings.compresses),
                observe: { [metrics] in metrics.note($0) }, logger: logger))
    }

    /// Serves until it is told to stop, or `companion` has ended.
    /// - Parameter listening: called once, when the server answers.
    func run(
        beside companion: (any Service)? = nil, listening: @escaping @Sendable (SocketAddress?) async -> Void
    ) async throws {
        let web = WebApplication(
            settings: WebSettings(
                host: settings.host, port: settings.port, publicFolder: settings.publicFolder,
                runtimeFolder: settings.runtimeFolder, pyodideFolder: settings.pyodideFolder,
                access: settings.access, compresses: settings.compresses, memoryBytes: settings.memoryBytes,
                about: settings.model.about(model)),
            directory: directory, ping: settings.ping, metrics: metrics, logger: logger)
        let application = try await web.application(started: listening)
        try await directory.recover()
        let companions = companion.map { [$0] } ?? []
        var configuration = ServiceGroupConfiguration(
            services: ([application] + companions).map {
                .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
            } + ([SessionService(directory: directory, logger: logger)] + helpers).map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        let services = ServiceGroup(configuration: configuration)
        try await Self.explaining { try await services.run() }
    }

    /// Errors of the system in words that say what to try.
    private static func explaining(_ work: () async throws -> Void) async throws {
        do { try await work() } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ValidationError("the port is in use: another server is there; choose another with --port")
        } catch let error as IOError where error.errnoCode == EACCES {
            throw ValidationError("the port may not be listened at: choose one above 1023 with --port")
        }
    }
}
