import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

@testable import WebSockets

/// A real server on a loopback port, for as long as `body` runs.
enum LiveServer {
    static func run(
        limits: SocketLimits = SocketLimits(messageBytes: 1_000, outboxBytes: 1_000),
        accepting path: String? = "/ws", compresses: Bool = true,
        serve: @escaping UpgradableChannel.Serve = echo, body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let channel = UpgradableChannel(
            responder: { request, response, _ in
                let body = ByteBuffer(string: "http \(request.head.path ?? "")")
                let fields: HTTPFields = [.contentLength: "\(body.readableBytes)"]
                var writer = try await response.writeHead(HTTPResponse(status: .ok, headerFields: fields))
                try await writer.write(body)
                try await writer.finish(nil)
            }, subprotocol: "test.v1", compresses: compresses, limits: limits, accepts: { $0.uri == path }, serve: serve
        )
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = Server(
            childChannelSetup: channel, configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            if let port = await ports.first(where: { _ in true }) { try await body(port) }
            try await server.shutdownGracefully()
            group.cancelAll()
        }
    }

    /// Sends every text back.
    static let echo: UpgradableChannel.Serve = { connection, _ in
        for await message in connection.messages {
            if case .text(let text) = message { connection.write(Frames([Array(buffer: text)])) }
            if case .goingAway = message { connection.close(1001, reason: "") }
            connection.consumed()
        }
    }
}

/// A client that sends bytes and looks at bytes.
struct RawClient {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Bytes to send, and what answer to wait for after them.
    struct Piece {
        let bytes: [UInt8]
        let isEnough: @Sendable ([UInt8]) -> Bool

        init(_ bytes: [UInt8], until isEnough: @escaping @Sendable ([UInt8]) -> Bool) {
            self.bytes = bytes
            self.isEnough = isEnough
        }

        init(_ bytes: [UInt8], untilTail tail: [UInt8]) {
            self.init(bytes) { $0.suffix(tail.count) == tail[...] }
        }

        /// Until the head of a response has come.
        static func request(_ bytes: [UInt8]) -> Piece {
            Piece(bytes) { String(decoding: $0, as: UTF8.self).contains("\r\n\r\n") }
        }

        /// Until the server closes.
        static func last(_ bytes: [UInt8]) -> Piece { Piece(bytes) { _ in false } }
    }

    init(port: Int) async throws {
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// Sends each piece when `isEnough` says that the answer so far is; returns all that came until the last is, or
    /// until the server closes.
    func talk(_ pieces: Piece...) async throws -> [UInt8] {
        try await channel.executeThenClose { inbound, outbound in
            var answer: [UInt8] = []
            var bytes = inbound.makeAsyncIterator()
            for piece in pieces {
                try await outbound.write(ByteBuffer(bytes: piece.bytes))
                while !piece.isEnough(answer) {
                    guard let more = try await bytes.next() else { return answer }
                    answer += Array(buffer: more)
                }
            }
            return answer
        }
    }

    /// Sends these bytes and reads nothing while `body` runs.
    func send<Value: Sendable>(_ bytes: [UInt8], while body: () async -> Value) async throws -> Value {
        try await channel.executeThenClose { _, outbound in
            try await outbound.write(ByteBuffer(bytes: bytes))
            return await body()
        }
    }

    /// A request with these headers besides the usual ones.
    static func request(_ headers: [String] = [], path: String = "/ws") -> [UInt8] {
        Array((["GET \(path) HTTP/1.1", "Host: localhost"] + headers + ["", ""]).joined(separator: "\r\n").utf8)
    }

    static let upgrade = [
        "Connection: keep-alive, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
    ]
}
