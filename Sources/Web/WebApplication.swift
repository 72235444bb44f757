import HTTPTypes
public import Hummingbird
import HummingbirdCore
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
    private let logger: Logger

    public init(settings: WebSettings, directory: SessionDirectory, ping: Int, logger: Logger) {
        self.settings = settings
        self.directory = directory
        self.ping = ping
        self.logger = logger
    }

    /// How the session's events become frames of a socket.
    public static let framing: Framing = { Frame.texts($0) }

    /// - Parameter started: called with the address that the server listens at.
    public func application(started: @escaping @Sendable (SocketAddress?) async -> Void) throws
        -> some ApplicationProtocol
    {
        let signIn = SignIn(token: settings.token)
        let runtime = RuntimeFiles(runtime: settings.runtimeFolder, pyodide: settings.pyodideFolder)
        if let problem = runtime.problem { logger.warning("\(problem)") }
        let metrics = Metrics()
        let quota = SessionQuota()
        let clock = ServerClock()
        let origins = OriginCheck(allowed: settings.origins)
        let tabs = TabSocket(
            directory: directory, signIn: signIn, quota: quota, metrics: metrics, clock: clock, ping: ping,
            logger: logger)

        let router = Router(context: WebContext.self)
        router.add(middleware: SecurityHeaders())
        addFiles(to: router, runtime: runtime)
        try PageRoutes(folder: settings.publicFolder, runtime: runtime, signIn: signIn).add(to: router)
        addOperations(to: router, runtime: runtime)
        let guarded = router.group().add(middleware: SignInMiddleware(signIn: signIn))
        guarded.get("metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
                body: .init(byteBuffer: ByteBuffer(string: metrics.text)))
        }
        guarded.get("runtime.json") { _, _ in
            if let problem = runtime.problem { throw Problem(status: .serviceUnavailable, detail: problem) }
            return Response(runtime.json)
        }
        let about = settings.about.json
        guarded.get("api/about") { _, _ in Response(about) }
        SessionRoutes(directory: directory, quota: quota, clock: clock).add(to: guarded.group("api"))
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
                UpgradableChannel(
                    responder: responder, subprotocol: Self.subprotocol,
                    limits: SocketLimits(messageBytes: Limits.resultBytes, outboxBytes: Limits.outboxBytes),
                    accepts: { head in
                        head.uri.prefix { $0 != "?" } == Self.socketPath && origins.accepts(head.headers)
                    },
                    serve: { connection, head in await tabs.serve(connection, head) })
            },
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { channel in await started(channel.localAddress) }, logger: logger)
    }

    /// The page's files are revalidated; the runtime's addresses hold its fingerprint and never change.
    private func addFiles(to router: Router<WebContext>, runtime: RuntimeFiles) {
        router.add(middleware: CacheHeaders(immutable: runtime.base))
        router.add(middleware: FileMiddleware(settings.publicFolder, logger: logger))
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
