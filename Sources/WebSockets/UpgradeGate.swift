import NIOCore
import NIOHTTP1

/// Looks at a connection's first request: an upgrade that is not well-formed, or that the application does not accept,
/// goes on as a plain request, so that the route can answer with the reason. A connection whose first request is none, or
/// does not come, is closed: nobody behind this handler looks at it before.
final class UpgradeGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let accepts: @Sendable (HTTPRequestHead) -> Bool
    private let timeout: TimeAmount
    private var deadline: Scheduled<Void>?

    init(timeout: Int, accepts: @escaping @Sendable (HTTPRequestHead) -> Bool) {
        self.accepts = accepts
        self.timeout = .seconds(Int64(timeout))
    }

    func handlerAdded(context: ChannelHandlerContext) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) { context.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(var head) = unwrapInboundIn(data), head.headers.contains(name: "Upgrade") {
            if !Upgrade.isWellFormed(head) || !accepts(head) {
                head.headers.remove(name: "Upgrade")
                // Behind a request that asks for an upgrade the parser reads nothing more, whatever becomes of it.
                head.headers.replaceOrAdd(name: "Connection", value: "close")
            }
            context.fireChannelRead(wrapInboundOut(.head(head)))
        } else {
            context.fireChannelRead(data)
        }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError else {
            context.close(promise: nil)
            return
        }
        let headers: HTTPHeaders = [
            "Connection": "close", "Content-Length": "0", "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: .badRequest, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }
}
