import ArgumentParser
import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import UnixSignals
import WebSockets

/// Sends every message back, on the WebSocket code that Sandglass is made of: what conformance suites talk to.
@main
struct WebSocketEcho: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "websocket-echo",
        abstract: "Sends every WebSocket message back, text and binary, on any path.",
        discussion: "Conformance suites and benchmarks talk to it. Nobody signs in: it is for this machine alone.")

    @Option(help: "The address to listen at.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen at; 0 lets the system choose.")
    var port = 9001

    @Flag(inversion: .prefixedNo, help: "Agree to permessage-deflate.")
    var compression = true

    @Flag(help: "Send nothing back: a number that arrives on /control is how many messages all others are sent.")
    var broadcast = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port \(port): 0 to 65535 is wanted") }
    }

    func run() async throws {
        var logger = Logger(label: "websocket-echo") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let channel = UpgradableChannel(
            responder: Self.explain, subprotocol: "echo", compresses: compression, limits: Self.limits,
            accepts: { _ in true }, serve: serve)
        let host = host
        let server = Server(
            childChannelSetup: channel, configuration: ServerConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                print("Echo at ws://\(host):\(channel.localAddress?.port ?? 0)/")
                // The address is waited for by whoever started the server, also through a pipe.
                fflush(nil)
            },
            eventLoopGroup: eventLoops, logger: logger)
        let services = ServiceGroup(
            configuration: .init(
                services: [.init(service: server)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await services.run()
    }

    /// One for the broadcast: it is compared with servers that have no more.
    private var eventLoops: MultiThreadedEventLoopGroup {
        broadcast ? MultiThreadedEventLoopGroup(numberOfThreads: 1) : .singleton
    }

    private var serve: UpgradableChannel.Serve {
        guard broadcast else { return { connection, _ in await Self.echo(connection) } }
        let others = Broadcast()
        return { connection, head in await others.serve(connection, isControl: (consume head).uri == "/control") }
    }

    /// A suite's largest messages have 16 MiB.
    private static let limits = SocketLimits(messageBytes: 16 << 20, outboxBytes: 4 << 20)

    private static func echo(_ connection: Connection) async {
        for await message in connection.messages {
            switch message {
            case .text(let bytes): await send(Frames([Array(buffer: bytes)]), to: connection)
            case .binary(let bytes): await send(Frames(binary: Array(buffer: bytes)), to: connection)
            case .tooLarge(let limit): connection.close(1009, reason: "a message may have \(limit) bytes")
            case .goingAway: connection.close(1001, reason: "")
            }
            connection.consumed()
        }
    }

    /// Waits for a slow reader, who is read no faster than that.
    private static func send(_ frames: Frames, to connection: Connection) async {
        while !connection.write(frames) { await connection.drained() }
    }

    private static func explain(
        _ request: Request, _ response: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        let body = ByteBuffer(string: "A WebSocket is wanted here.\n")
        let fields: HTTPFields = [.contentLength: "\(body.readableBytes)", .contentType: "text/plain"]
        var writer = try await response.writeHead(HTTPResponse(status: .upgradeRequired, headerFields: fields))
        try await writer.write(body)
        try await writer.finish(nil)
    }
}
