import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

@Suite("What the connections of one event loop write")
struct LoopOutboxTests {
    private final class Flushes: ChannelOutboundHandler, @unchecked Sendable {
        typealias OutboundIn = ByteBuffer
        // Only touched on the event loop.
        var count = 0

        func flush(context: ChannelHandlerContext) {
            count += 1
            context.flush()
        }
    }

    /// What went out, and with how many flushes.
    private struct Sent: Equatable {
        var text: String
        var flushes: Int
    }

    private struct Peer {
        let channel: NIOAsyncTestingChannel
        let connection: Connection
        let flushes = Flushes()

        init(_ loop: NIOAsyncTestingEventLoop, _ outbox: LoopOutbox) async throws {
            let limits = SocketLimits(messageBytes: 1_000, outboxBytes: 1_000)
            let channel = NIOAsyncTestingChannel(loop: loop)
            let connection = Connection(channel: channel, limits: limits, outbox: outbox)
            try await loop.submit { [flushes] in
                try channel.pipeline.syncOperations.addHandlers([
                    flushes, SocketHandler(connection: connection, limits: limits),
                ])
            }.get()
            try await channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere"))
            self.channel = channel
            self.connection = connection
        }

        func write(_ text: String) { connection.write(ByteBuffer(string: text)) }

        func sent() async throws -> Sent {
            var text = ""
            while let buffer = try await channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
            return Sent(text: text, flushes: try await channel.eventLoop.submit { flushes.count }.get())
        }
    }

    @Test("goes out in each one's order, all of a turn with one flush")
    func order() async throws {
        let loop = NIOAsyncTestingEventLoop()
        let outbox = LoopOutbox(loop)
        let peers = [try await Peer(loop, outbox), try await Peer(loop, outbox)]
        try await loop.submit {
            for text in ["a", "b"] {
                for peer in peers { peer.write(text) }
            }
            peers[0].write("c")
        }.get()
        await loop.run()
        #expect(try await peers[0].sent() == Sent(text: "abc", flushes: 1))
        #expect(try await peers[1].sent() == Sent(text: "ab", flushes: 1))
        peers[1].write("d")
        await loop.run()
        #expect(try await peers[0].sent() == Sent(text: "", flushes: 1))
        #expect(try await peers[1].sent() == Sent(text: "d", flushes: 2))
    }

    @Test("a connection that is gone holds up nobody, and drains")
    func gone() async throws {
        let loop = NIOAsyncTestingEventLoop()
        let outbox = LoopOutbox(loop)
        let (leaving, staying) = (try await Peer(loop, outbox), try await Peer(loop, outbox))
        leaving.write("a")
        staying.write("a")
        try await leaving.channel.close()
        await loop.run()
        await leaving.connection.drained()
        #expect(try await staying.sent() == Sent(text: "a", flushes: 1))
    }

    @Test("a server's connections share the outbox of their event loop")
    func shared() {
        let (outboxes, loops) = (LoopOutboxes(), [NIOAsyncTestingEventLoop(), NIOAsyncTestingEventLoop()])
        #expect(outboxes.outbox(of: loops[0]) === outboxes.outbox(of: loops[0]))
        #expect(outboxes.outbox(of: loops[0]) !== outboxes.outbox(of: loops[1]))
    }
}
