import NIOCore
import NIOEmbedded

@testable import WebSockets

/// A connection on a channel whose time and whose outgoing writes the test decides over.
struct Socket {
    let channel: NIOAsyncTestingChannel
    let connection: Connection
    let valve: Valve

    init(
        messageBytes: Int = 1_000, openingBytes: Int? = nil, outboxBytes: Int = 100, inboxMessages: Int = 4,
        inboxBytes: Int = 1 << 20,
        offer: String? = nil
    ) async throws {
        let limits = SocketLimits(
            messageBytes: messageBytes, openingBytes: openingBytes, outboxBytes: outboxBytes,
            inboxMessages: inboxMessages,
            inboxBytes: inboxBytes, closeTimeout: 5)
        channel = NIOAsyncTestingChannel()
        let connection = Connection(
            channel: channel, limits: limits, agreement: offer.flatMap { DeflateAgreement(offeredIn: [$0]) })
        let valve = Valve()
        try await channel.testingEventLoop.submit { [channel] in
            try channel.pipeline.syncOperations.addHandlers([
                valve, SocketHandler(connection: connection, limits: limits),
            ])
        }.get()
        try await channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere"))
        self.connection = connection
        self.valve = valve
    }

    func receive(_ frames: ClientFrame...) async throws {
        try await channel.writeInbound(ByteBuffer(bytes: frames.flatMap(\.bytes)))
    }

    /// All that was written and has left, in one piece.
    func sent() async throws -> [UInt8] {
        await channel.testingEventLoop.run()
        var bytes: [UInt8] = []
        while let buffer = try await channel.readOutbound(as: ByteBuffer.self) { bytes += Array(buffer: buffer) }
        return bytes
    }

    func pass(seconds: Int64) async { await channel.testingEventLoop.advanceTime(by: .seconds(seconds)) }

    /// Messages until the stream ends.
    func rest() async -> [Connection.Message] {
        var messages: [Connection.Message] = []
        for await message in connection.messages { messages.append(message) }
        return messages
    }

    /// Whether the channel reads by itself.
    var isReading: Bool {
        for (option, value) in channel.options where option is ChannelOptions.Types.AutoReadOption {
            return value as? Bool ?? true
        }
        return true
    }
}

/// Holds back what is written, as a peer does that does not read.
final class Valve: ChannelOutboundHandler, @unchecked Sendable {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    // Only touched on the event loop.
    private var isShut = false
    private var held: [(ByteBuffer, EventLoopPromise<Void>?)] = []
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if isShut { held.append((unwrapOutboundIn(data), promise)) } else { context.write(data, promise: promise) }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        for (_, promise) in held { promise?.fail(ChannelError.ioOnClosedChannel) }
        held = []
        context.close(mode: mode, promise: promise)
    }

    func shut(on loop: NIOAsyncTestingEventLoop) async throws { try await loop.submit { self.isShut = true }.get() }

    func open(on loop: NIOAsyncTestingEventLoop) async throws {
        try await loop.submit {
            self.isShut = false
            for (buffer, promise) in self.held { self.context?.write(self.wrapOutboundOut(buffer), promise: promise) }
            self.held = []
            self.context?.flush()
        }.get()
    }
}
