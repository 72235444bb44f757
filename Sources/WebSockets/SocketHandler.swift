package import NIOCore

/// The one handler of an upgraded channel: bytes in, messages to the connection; the connection writes by itself.
package final class SocketHandler: ChannelInboundHandler {
    package typealias InboundIn = ByteBuffer

    private let connection: Connection
    private var decoder: FrameDecoder
    private var unread = ByteBuffer()
    private var isOver = false

    package init(connection: Connection, limits: SocketLimits) {
        self.connection = connection
        decoder = FrameDecoder(limit: limits.openingBytes, agreement: connection.agreement)
    }

    package func handlerAdded(context: ChannelHandlerContext) { connection.context = context }

    package func handlerRemoved(context: ChannelHandlerContext) { connection.context = nil }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        decoder.limit = connection.heard()
        var bytes = unwrapInboundIn(data)
        if unread.readableBytes == 0 { unread = bytes } else { unread.writeBuffer(&bytes) }
        do {
            while !isOver, let message = try decoder.next(from: &unread) { receive(message, context: context) }
            if unread.readableBytes == 0 { unread = ByteBuffer() }
        } catch {
            isOver = true
            switch error {
            case .violation(let what): connection.failed(1002, reason: what)
            case .invalidUTF8: connection.failed(1007, reason: "invalid UTF-8")
            case .invalidCompression: connection.failed(1007, reason: "invalid compressed data")
            case .tooLarge(let limit): connection.received(.tooLarge(limit: limit))
            }
        }
    }

    private func receive(_ message: FrameDecoder.Message, context: ChannelHandlerContext) {
        switch message {
        case .text(let text): connection.received(.text(text))
        case .binary(let bytes): connection.received(.binary(bytes))
        case .ping(let payload): connection.pong(payload)
        case .pong: break
        case .close(let code):
            isOver = true
            connection.close(code ?? 1000, reason: "")
            connection.ended(code)
            Task { [connection, channel = context.channel] in
                await connection.drained()
                channel.close(promise: nil)
            }
        }
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { connection.received(.goingAway) }
        if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        connection.ended()
        context.fireChannelInactive()
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
