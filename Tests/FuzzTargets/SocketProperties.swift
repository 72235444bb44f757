import NIOCore
import NIOEmbedded
import WebSockets

/// A client's bytes through the handler of an upgraded channel, in pieces: the application hears the messages that the
/// decoder reads, up to the end; the client is sent its pings and one close, with the code for what it did, and nothing
/// else.
enum SocketProperties {
    static func check(_ bytes: [UInt8]) async throws(Broken) {
        var pieces = Pieces(of: bytes)
        let expected = Expected(FrameReading([bytes], limit: FrameProperties.limit))
        let actual: (heard: [Connection.Message], sent: [UInt8])
        do { actual = try await exchange(pieces.ranges(bytes.count).map { bytes[$0] }) } catch {
            throw Broken("\(error)")
        }
        try require(actual.heard == expected.heard, "heard \(actual.heard), expected \(expected.heard)")
        try require(actual.sent == expected.sent, "sent \(actual.sent), expected \(expected.sent)")
    }

    private static func exchange(_ pieces: [ArraySlice<UInt8>]) async throws -> ([Connection.Message], [UInt8]) {
        let limits = SocketLimits(messageBytes: FrameProperties.limit, outboxBytes: 1 << 20, inboxMessages: 4)
        let channel = NIOAsyncTestingChannel()
        let connection = Connection(channel: channel, limits: limits)
        try await channel.testingEventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(SocketHandler(connection: connection, limits: limits))
            channel.pipeline.fireChannelActive()
            for piece in pieces { channel.pipeline.fireChannelRead(ByteBuffer(bytes: piece)) }
        }.get()
        // The application deals with every message, of which there are fewer than bytes.
        for _ in pieces.joined() { connection.consumed() }
        await channel.testingEventLoop.run()
        var sent: [UInt8] = []
        while let buffer = try await channel.readOutbound(as: ByteBuffer.self) { sent += Array(buffer: buffer) }
        connection.ended()
        try? await channel.close()
        // The timer of the closing handshake holds the channel.
        await channel.testingEventLoop.advanceTime(by: .seconds(Int64(limits.closeTimeout)))
        var heard: [Connection.Message] = []
        for await message in connection.messages { heard.append(message) }
        return (heard, sent)
    }

    private struct Expected {
        var heard: [Connection.Message] = []
        var sent: [UInt8] = []

        init(_ reading: FrameReading) {
            for message in reading.messages {
                switch message {
                case .text(let text): heard.append(.text(text))
                case .binary(let bytes): heard.append(.binary(bytes))
                case .ping(let payload): send(Frame.pong(payload))
                case .pong: break
                case .close(let code):
                    send(Frame.close(code ?? 1000, reason: ""))
                    return
                }
            }
            switch reading.failure {
            case .violation(let what): send(Frame.close(1002, reason: what))
            case .invalidUTF8: send(Frame.close(1007, reason: "invalid UTF-8"))
            case .invalidCompression: send(Frame.close(1007, reason: "invalid compressed data"))
            case .tooLarge(let limit): heard.append(.tooLarge(limit: limit))
            case nil: break
            }
        }

        private mutating func send(_ frame: ByteBuffer) { sent += Array(buffer: frame) }
    }
}
