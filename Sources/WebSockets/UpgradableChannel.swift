public import HummingbirdCore
public import Logging
public import NIOCore
public import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// A server channel whose first request may become a WebSocket; everything else is HTTP/1.1 as ever.
public struct UpgradableChannel: HTTPChannelHandler {
    /// A channel whose first request has yet to say what it becomes.
    public struct Value: ServerChildChannelValue {
        public let channel: any Channel
        fileprivate let upgrade: EventLoopFuture<UpgradedChannel>
    }

    /// Serves one connection; when it returns, the connection is closed.
    public typealias Serve = @Sendable (Connection, HTTPRequestHead) async -> Void

    public let responder: Responder
    private let upgrader: SocketUpgrader
    private let requestTimeout: Int
    private let accepts: @Sendable (HTTPRequestHead) -> Bool
    private let serve: Serve

    /// - Parameters:
    ///   - compresses: whether permessage-deflate is agreed to.
    ///   - accepts: whether a well-formed upgrade is taken. One that is not stays an HTTP request.
    public init(
        responder: @escaping Responder, subprotocol: String, compresses: Bool, limits: SocketLimits,
        accepts: @escaping @Sendable (HTTPRequestHead) -> Bool, serve: @escaping Serve
    ) {
        self.responder = responder
        self.serve = serve
        self.accepts = accepts
        requestTimeout = limits.requestTimeout
        upgrader = SocketUpgrader(subprotocol: subprotocol, compresses: compresses, limits: limits)
    }

    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let upgrade = NIOTypedHTTPServerUpgradeConfiguration<UpgradedChannel>(upgraders: [upgrader]) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
                    try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: .seconds(75), logger: logger))
                    return .http(
                        try NIOAsyncChannel(
                            wrappingChannelSynchronously: channel,
                            configuration: .init(isOutboundHalfClosureEnabled: true)))
                }
            }
            var configuration = NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: upgrade)
            // Hummingbird does both of these itself.
            configuration.enablePipelining = false
            configuration.enableErrorHandling = false
            let pipeline = channel.pipeline.syncOperations
            let upgraded = try pipeline.configureUpgradableHTTPServerPipeline(configuration: configuration)
            let handler = try pipeline.handler(type: NIOTypedHTTPServerUpgradeHandler<UpgradedChannel>.self)
            try pipeline.addHandler(UpgradeGate(timeout: requestTimeout, accepts: accepts), position: .before(handler))
            // The future is not waited for here: nothing is read before this returns.
            return Value(channel: channel, upgrade: upgraded)
        }
    }

    public func handle(value: Value, logger: Logger) async {
        do {
            switch try await value.upgrade.get() {
            case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
            case .socket(let connection, let head):
                await serve(connection, head)
                connection.close(1000, reason: "")
                try await value.channel.closeFuture.get()
            }
        } catch {
            logger.debug("a connection ends before its first request: \(error)")
            value.channel.close(promise: nil)
        }
    }
}

/// What the first request made of a channel.
enum UpgradedChannel: Sendable {
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    case socket(Connection, HTTPRequestHead)
}
