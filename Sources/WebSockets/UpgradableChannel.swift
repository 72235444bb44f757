public import HummingbirdCore
public import Logging
public import NIOCore
public import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

#if SANITIZED
    import NIOConcurrencyHelpers
#endif

/// A server channel whose first request may become a WebSocket; everything else is HTTP/1.1 as ever.
///
/// A task waits for every idle connection, and holds what the functions under way in it hold: that is why they are several,
/// and why this is a reference and little else.
public struct UpgradableChannel: HTTPChannelHandler {
    /// A channel whose first request has yet to say what it becomes.
    public struct Value: ServerChildChannelValue {
        public let channel: any Channel
        fileprivate let upgrade: EventLoopFuture<UpgradedChannel>
    }

    /// Serves one connection; when it returns, the connection is closed. The head is the callee's, so that nobody else keeps
    /// it for as long as the connection lives.
    public typealias Serve = @Sendable (Connection, consuming HTTPRequestHead) async -> Void

    public var responder: Responder { parts.responder }
    private let parts: Parts

    private final class Parts: Sendable {
        let responder: Responder
        let upgrader: SocketUpgrader
        let requestTimeout: Int
        let accepts: @Sendable (HTTPRequestHead) -> Bool
        let serve: Serve

        init(
            _ responder: @escaping Responder, _ upgrader: SocketUpgrader, requestTimeout: Int,
            accepts: @escaping @Sendable (HTTPRequestHead) -> Bool, serve: @escaping Serve
        ) {
            self.responder = responder
            self.upgrader = upgrader
            self.requestTimeout = requestTimeout
            self.accepts = accepts
            self.serve = serve
        }
    }

    /// - Parameters:
    ///   - compresses: whether permessage-deflate is agreed to.
    ///   - accepts: whether a well-formed upgrade is taken. One that is not stays an HTTP request.
    public init(
        responder: @escaping Responder, subprotocol: String, compresses: Bool, limits: SocketLimits,
        accepts: @escaping @Sendable (HTTPRequestHead) -> Bool, serve: @escaping Serve
    ) {
        parts = Parts(
            responder, SocketUpgrader(subprotocol: subprotocol, compresses: compresses, limits: limits),
            requestTimeout: limits.requestTimeout, accepts: accepts, serve: serve)
    }

    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.syncOptions?.setOption(.recvAllocator, value: ReadBuffers())
            try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
            let upgrade = NIOTypedHTTPServerUpgradeConfiguration(upgraders: [parts.upgrader]) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
                    try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: .seconds(75), logger: logger))
                    return UpgradedChannel.http(
                        PlainChannel(
                            try NIOAsyncChannel(
                                wrappingChannelSynchronously: channel,
                                configuration: .init(isOutboundHalfClosureEnabled: true))))
                }
            }
            var configuration = NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: upgrade)
            // Hummingbird does both of these itself.
            configuration.enablePipelining = false
            configuration.enableErrorHandling = false
            let pipeline = channel.pipeline.syncOperations
            let upgraded = try pipeline.configureUpgradableHTTPServerPipeline(configuration: configuration)
            let handler = try pipeline.handler(type: NIOTypedHTTPServerUpgradeHandler<UpgradedChannel>.self)
            let gate = UpgradeGate(timeout: parts.requestTimeout, accepts: parts.accepts)
            try pipeline.addHandler(gate, position: .before(handler))
            // The future is not waited for here: nothing is read before this returns.
            return Value(channel: channel, upgrade: upgraded)
        }
    }

    public func handle(value: Value, logger: Logger) async {
        switch await Self.outcome(of: value) {
        case .success(.http(let plain)): await answer(plain, logger)
        case .success(.socket(let opening)): await serve(opening)
        case .failure(let error): Self.end(value, error, logger)
        }
    }

    /// As the future's own `get` gives it, in less room.
    @inline(never)
    private static func outcome(of value: Value) async -> Result<UpgradedChannel, any Error> {
        #if SANITIZED
            // Thread sanitizer sees what a lock hands over, and not what a continuation does.
            let outcome = NIOLockedValueBox<Result<UpgradedChannel, any Error>?>(nil)
            await withUnsafeContinuation { continuation in
                value.upgrade.whenComplete { result in
                    outcome.withLockedValue { $0 = result }
                    continuation.resume()
                }
            }
            return outcome.withLockedValue { $0 ?? .failure(CancellationError()) }
        #else
            await withUnsafeContinuation { continuation in
                value.upgrade.whenComplete { continuation.resume(returning: $0) }
            }
        #endif
    }

    @inline(never)
    private func answer(_ plain: PlainChannel, _ logger: Logger) async {
        await handleHTTP(asyncChannel: plain.channel, logger: logger)
    }

    @inline(never)
    private func serve(_ opening: Opening) async {
        if let head = opening.takeHead() { await parts.serve(opening.connection, consume head) }
        opening.connection.close(1000, reason: "")
        await opening.connection.gone()
    }

    @inline(never)
    private static func end(_ value: Value, _ error: any Error, _ logger: Logger) {
        logger.debug("a connection ends before its first request: \(error)")
        value.channel.close(promise: nil)
    }
}

/// What the first request made of a channel.
enum UpgradedChannel: Sendable {
    case http(PlainChannel)
    case socket(Opening)
}

/// A channel of HTTP requests and their answers.
final class PlainChannel: Sendable {
    let channel: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    init(_ channel: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>) { self.channel = channel }
}
