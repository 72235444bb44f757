import ArgumentParser
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import Sessions
import Turns
import UnixSignals
import Web

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves the page.",
        discussion: """
            Every option can also be given as an environment variable (SANDGLASS_HOST, SANDGLASS_PORT, …); an option on \
            the command line wins. Without SANDGLASS_MODEL_API the rehearsal answers: prepared answers, no model, no key.

            SANDGLASS_MODEL_API      rehearsal, openai-chat or anthropic
            SANDGLASS_MODEL_URL      such as http://127.0.0.1:8081/v1
            SANDGLASS_MODEL          the model's name
            SANDGLASS_MODEL_KEY      its key, or SANDGLASS_MODEL_KEY_FILE
            SANDGLASS_MODEL_IDLE_SECONDS  seconds without a token after which the model is given up (60)
            SANDGLASS_TOKEN          what signs in; made and kept under --data when absent
            SANDGLASS_ORIGINS        further origins that may open sockets, separated by commas
            SANDGLASS_MAX_ATTEMPTS   attempts of a turn (4)
            SANDGLASS_EXEC_SECONDS   seconds that one run may execute (30)
            SANDGLASS_REHEARSAL_MS   milliseconds between the pieces of a rehearsed answer (40)
            SANDGLASS_LOG_LEVEL      trace, debug, info, notice, warning, error or critical (info)
            """)

    @Option(help: "The address to listen at (127.0.0.1).")
    var host: String?

    @Option(help: "The port to listen at; 0 lets the system choose (8080).")
    var port: Int?

    @Option(help: "The folder for sessions (data).", completion: .directory)
    var data: String?

    @Option(help: "An unpacked official Pyodide release to use in place of the fetched one.", completion: .directory)
    var pyodide: String?

    @Option(name: .customLong("public"), help: "The folder of the page's files (Public).", completion: .directory)
    var publicFolder: String?

    @Option(help: "The folder that scripts/fetch-runtime made (.runtime).", completion: .directory)
    var runtime: String?

    func run() async throws {
        let settings = try ServeSettings(options: self)
        var logger = Logger(label: "sandglass") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = settings.logLevel
        let model = try settings.model.languageModel()
        let token = try settings.token()
        let log = try SQLiteLog(path: settings.database())
        let directory = SessionDirectory(
            settings: SessionSettings(
                log: log, model: model, policy: settings.policy, ping: settings.ping,
                framing: WebApplication.framing, logger: logger))
        let web = WebApplication(
            settings: WebSettings(
                host: settings.host, port: settings.port, publicFolder: settings.publicFolder,
                runtimeFolder: settings.runtimeFolder, pyodideFolder: settings.pyodideFolder, token: token,
                origins: settings.origins, about: settings.model.about(model)),
            directory: directory, ping: settings.ping, logger: logger)
        let application = try web.application { address in
            let port = address?.port ?? settings.port
            let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
            print("Sandglass answers with \(model.name).")
            let plain = CharacterSet(charactersIn: "-._~").union(.alphanumerics)
            let query = token.addingPercentEncoding(withAllowedCharacters: plain) ?? token
            print("Open http://\(host):\(port)/?token=\(query)")
            Self.flush()
        }
        try await directory.recover()
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: application, successTerminationBehavior: .gracefullyShutdownGroup),
                .init(service: SessionService(directory: directory)),
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        let services = ServiceGroup(configuration: configuration)
        try await Self.explaining { try await services.run() }
    }
}
