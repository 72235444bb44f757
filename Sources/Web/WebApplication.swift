import HTTPTypes
public import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
public import NIOCore
import NIOHTTP1
public import Sessions
import WebSockets
import Wire

/// The server: routes, files, sockets. Assembled once, run as a service.
public struct WebApplication: Sendable {
    /// The protocol that a socket speaks.
    static let subprotocol = "sandglass.v1"
    static let socketPath = "/ws"

    private let settings: WebSettings
    private let directory: SessionDirectory
    private let ping: Int
    private let metrics: Metrics
    private let logger: Logger

    public init(
        settings: WebSettings, directory: SessionDirectory, ping: Int, metrics: Metrics, logger: Logger
    ) {
        self.settings = settings
        self.directory = directory
        self.ping = ping
        self.metrics = metrics
        self.logger = logger
    }

    /// How a session's events become frames of its tabs' sockets.
    /// - Parameter compresses: as in the settings.
    public static func framing(compresses: Bool) -> @Sendable () -> any Framing {
        { SocketFraming(compresses: compresses) }
    }

    /// - Parameter started: called with the address that the server listens at.
    /// - Throws: an error that names the setting, when one cannot be used.
    public func application(started: @escaping @Sendable (SocketAddress?) async -> Void) async throws
        -> some ApplicationProtocol
    {
        let access = settings.access
        let runtime = RuntimeFiles(runtime: settings.runtimeFolder, pyodide: settings.pyodideFolder)
        if let problem = runtime.problem { logger.warning("\(problem)") }
        let files = try PageFiles(folder: settings.publicFolder)
        let clock = ServerClock()
        let tls = try access.tls?.configuration()
        let rates = Rates(
            requestsPerSecond: access.requestsPerSecond, newSessionsPerMinute: access.newSessionsPerMinute,
            promptsPerMinute: access.promptsPerMinute, clock: clock, metrics: metrics)
        let revocations = try Revocations(path: access.revocationsFile)
        let signIn = SignIn(
            token: access.token, verifier: try await verifier(), revocations: revocations, rates: rates,
            isSecure: tls != nil)
        let hosts = HostCheck(names: access.names(host: settings.host))
        let origins = OriginCheck(
            scheme: tls == nil ? "http" : "https", proxied: access.hosts, allowed: access.origins)
        let cookies = CookieGuard(origins: origins)
        let tabs = TabSocket(
            directory: directory, signIn: signIn, rates: rates, revocations: revocations, metrics: metrics,
            clock: clock, ping: ping, logger: logger)

        let router = Router(context: WebContext.self)
        router.add(middleware: SecurityHeaders(isSecure: tls != nil, isEmbeddable: !access.embedders.isEmpty))
        router.add(middleware: Gate(hosts: hosts, rates: rates))
        addFiles(to: router, page: files, runtime: runtime)
        try PageRoutes(
            files: files, runtime: runtime, signIn: signIn, cookies: cookies,
            security: ContentSecurity(embedders: access.embedders)
        ).add(to: router)
        addOperations(to: router, runtime: runtime)
        let guarded = router.group().add(middleware: SignInMiddleware(signIn: signIn, cookies: cookies))
        guarded.get("metrics") { _, context in
            guard try context.signedIn().mayOperate else { throw Problem.forbidden("only the operator reads these") }
            let text = metrics.text(sessions: await directory.liveSessions)
            return Response(
                status: .ok, headers: [.contentType: MetricsText.contentType],
                body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        let described = runtime.json(memoryBytes: settings.memoryBytes)
        guarded.get("runtime.json") { _, _ in
            if let problem = runtime.problem { throw Problem(status: .serviceUnavailable, detail: problem) }
            return Response(described)
        }
        let about = settings.about.json
        guarded.get("api/about") { _, _ in Response(about) }
        SessionRoutes(directory: directory, rates: rates, revocations: revocations, metrics: metrics)
            .add(to: guarded.group("api"))
        RevocationRoute(revocations: revocations).add(to: guarded.group("api"))
        router.get("ws") { _, _ -> Response in
            throw Problem(
                status: .upgradeRequired,
                detail: "a WebSocket (RFC 6455, version 13) is wanted here, as the first request of its connection, "
                    + "from this server's own origin or one in SANDGLASS_ORIGINS, or with Authorization: Bearer",
                headers: [.upgrade: "websocket", .connection: "close"])
        }

        return Application(
            router: router,
            server: HTTPServerBuilder { responder in
                let channel = UpgradableChannel(
                    responder: responder, subprotocol: Self.subprotocol, compresses: settings.compresses,
                    limits: SocketLimits(
                        messageBytes: Limits.resultBytes, openingBytes: Limits.openingBytes,
                        outboxBytes: Limits.outboxBytes),
                    accepts: { head in
                        let host = head.headers["Host"]
                        return head.uri.prefix { $0 != "?" } == Self.socketPath && hosts.refusal(of: host) == nil
                            && origins.acceptsSocket(
                                origins: head.headers["Origin"], host: host.first ?? "",
                                isBearer: head.headers.contains(name: "Authorization"))
                    },
                    serve: { connection, head in await tabs.serve(connection, head) })
                return if let tls { try TLSChannel(channel, tlsConfiguration: tls) } else { channel }
            },
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { channel in await started(channel.localAddress) }, logger: logger)
    }

    private func verifier() async throws -> TokenVerifier? {
        guard let key = settings.access.tokenKey else { return nil }
        do { return try await TokenVerifier(key) } catch {
            let name = if case .secret = key { "SANDGLASS_JWT_SECRET" } else { "SANDGLASS_JWT_KEY_FILE" }
            throw InvalidSetting("\(name): \(error)")
        }
    }

    private func addFiles(to router: Router<WebContext>, page: PageFiles, runtime: RuntimeFiles) {
        router.add(middleware: CacheHeaders(immutable: [page.base, runtime.base]))
        router.add(middleware: CompressedFiles(base: page.base, forms: .held(page.compressed)))
        router.add(middleware: FileMiddleware(settings.publicFolder, urlBasePath: page.base, logger: logger))
        router.add(middleware: FileMiddleware(settings.publicFolder, logger: logger))
        router.add(middleware: CompressedFiles(base: runtime.base, forms: .beside(runtime.compressed)))
        router.add(middleware: FileMiddleware(settings.runtimeFolder, urlBasePath: runtime.base, logger: logger))
        if let pyodide = settings.pyodideFolder {
            router.add(middleware: FileMiddleware(pyodide, urlBasePath: runtime.base + "pyodide", logger: logger))
        }
    }

    private func addOperations(to router: Router<WebContext>, runtime: RuntimeFiles) {
        router.get("healthz") { _, _ in Response(["status": "ok"]) }
        router.get("readyz") { _, _ in
            if let problem = runtime.problem { throw Problem(status: .serviceUnavailable, detail: problem) }
            do { _ = try await directory.log.unfinished() } catch {
                throw Problem(status: .serviceUnavailable, detail: "\(error)")
            }
            return Response(["status": "ready"])
        }
    }
}
