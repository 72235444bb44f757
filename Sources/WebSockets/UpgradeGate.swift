import NIOCore
import NIOHTTP1

/// Looks at a connection's first request: an upgrade that is not well-formed, or that the application does not accept,
/// goes on as a plain request, so that the route can answer with the reason.
final class UpgradeGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let accepts: @Sendable (HTTPRequestHead) -> Bool

    init(accepts: @escaping @Sendable (HTTPRequestHead) -> Bool) { self.accepts = accepts }

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
}
