import NIOCore
import NIOHTTP1
import Testing

@testable import WebSockets

@Suite("A real server on a loopback port", .timeLimit(.minutes(1)))
struct LoopbackTests {
    /// What comes back for a request, up to the end of its head.
    private func answer(to headers: [String], path: String = "/ws", port: Int) async throws -> String {
        let client = try await RawClient(port: port)
        let bytes = try await client.talk(.request(RawClient.request(headers, path: path)))
        return String(decoding: bytes, as: UTF8.self).lowercased()
    }

    @Test("an upgrade is answered with the accept key, then texts go both ways, and a close ends it")
    func upgrade() async throws {
        try await LiveServer.run { port in
            let client = try await RawClient(port: port)
            let hello = Frames([Array("hi".utf8)]).plain
            let echo = Array(buffer: hello)
            let close = Array(buffer: Frame.close(1000, reason: ""))
            let bytes = try await client.talk(
                .request(RawClient.request(RawClient.upgrade)),
                RawClient.Piece(ClientFrame.text("hi").bytes, untilTail: echo),
                .last(ClientFrame.close(1000).bytes))
            let head = String(decoding: bytes.dropLast(echo.count + close.count), as: UTF8.self)
            #expect(head.hasPrefix("HTTP/1.1 101"))
            #expect(head.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
            #expect(!head.lowercased().contains("sec-websocket-protocol"))
            #expect(bytes.suffix(echo.count + close.count) == (echo + close)[...])
        }
    }

    @Test("frames that come with the upgrade in one packet are not lost")
    func eager() async throws {
        try await LiveServer.run { port in
            let client = try await RawClient(port: port)
            let echo = Array(buffer: Frames([Array("hi".utf8)]).plain)
            let bytes = try await client.talk(
                RawClient.Piece(
                    RawClient.request(RawClient.upgrade) + ClientFrame.text("hi").bytes, untilTail: echo))
            #expect(bytes.suffix(echo.count) == echo[...])
        }
    }

    @Test("the subprotocol is named when it was asked for, and no other")
    func subprotocol() async throws {
        try await LiveServer.run { port in
            let asked = RawClient.upgrade + ["Sec-WebSocket-Protocol: other, test.v1"]
            let agreed = try await answer(to: asked, port: port)
            #expect(agreed.contains("sec-websocket-protocol: test.v1\r\n"))
            let other = RawClient.upgrade + ["Sec-WebSocket-Protocol: other"]
            let head = try await answer(to: other, port: port)
            #expect(!head.contains("sec-websocket-protocol"))
        }
    }

    @Test("PMD1: compression is agreed to when it was asked for and is on, and no other extension")
    func extensions() async throws {
        for (offer, compresses, answer) in [
            (
                "permessage-deflate", true,
                "sec-websocket-extensions: permessage-deflate; client_no_context_takeover\r\n"
            ),
            ("permessage-deflate", false, nil), ("x-webkit-deflate-frame", true, nil),
            ("permessage-deflate; x", true, nil),
        ] {
            try await LiveServer.run(compresses: compresses) { port in
                let asked = RawClient.upgrade + ["Sec-WebSocket-Extensions: \(offer)"]
                let head = try await self.answer(to: asked, port: port)
                #expect(head.hasPrefix("http/1.1 101"))
                #expect(head.contains("sec-websocket-extensions") == (answer != nil))
                if let answer { #expect(head.contains(answer)) }
            }
        }
    }

    @Test("what is not upgraded stays an HTTP request that its route answers")
    func refused() async throws {
        try await LiveServer.run(accepting: "/ws") { port in
            for headers in [
                [], ["Connection: Upgrade", "Upgrade: h2c"],
                RawClient.upgrade.map { $0.replacing("13", with: "8") },
                RawClient.upgrade.filter { !$0.hasPrefix("Sec-WebSocket-Key") },
            ] {
                let head = try await answer(to: headers, port: port)
                #expect(head.hasPrefix("http/1.1 200"), "\(headers)")
            }
            let elsewhere = try await answer(to: RawClient.upgrade, path: "/other", port: port)
            #expect(elsewhere.hasPrefix("http/1.1 200"))
            let accepted = try await answer(to: RawClient.upgrade, port: port)
            #expect(accepted.hasPrefix("http/1.1 101"))
        }
    }

    @Test("a plain connection is kept for the next request")
    func plainKeepAlive() async throws {
        try await LiveServer.run { port in
            let client = try await RawClient(port: port)
            let bytes = try await client.talk(
                RawClient.Piece(RawClient.request(path: "/one"), untilTail: Array("http /one".utf8)),
                RawClient.Piece(RawClient.request(path: "/two"), untilTail: Array("http /two".utf8)))
            #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("http /two"))
        }
    }

    @Test("a refused upgrade is answered, and its connection closed: nothing more could be read from it")
    func refusedCloses() async throws {
        try await LiveServer.run(accepting: nil) { port in
            let client = try await RawClient(port: port)
            let requests = RawClient.request(RawClient.upgrade) + RawClient.request(path: "/next")
            let bytes = try await client.talk(.last(requests))
            #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("http /ws"))
        }
    }

    @Test("4001: a reader that reads nothing fills its outbox, and the application is told")
    func slowReader() async throws {
        let (verdicts, verdict) = AsyncStream.makeStream(of: Int.self)
        let flood: UpgradableChannel.Serve = { connection, _ in
            let batch = Frames([Array(repeating: UInt8(ascii: "x"), count: 64 << 10)]).plain
            var batches = 0
            // Far more than the kernel's buffers hold.
            while batches < 10_000, connection.write(batch) { batches += 1 }
            verdict.yield(batches)
            connection.close(4001, reason: "slow")
        }
        let limits = SocketLimits(messageBytes: 1_000, outboxBytes: 1 << 20, closeTimeout: 1)
        try await LiveServer.run(limits: limits, serve: flood) { port in
            let client = try await RawClient(port: port)
            let batches = try await client.send(RawClient.request(RawClient.upgrade)) {
                await verdicts.first { _ in true } ?? 0
            }
            #expect(batches >= 16 && batches < 10_000)
        }
    }

    @Test("a client that vanishes ends the messages")
    func vanishes() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let serve: UpgradableChannel.Serve = { connection, _ in
            for await _ in connection.messages { connection.consumed() }
            end.yield()
        }
        try await LiveServer.run(serve: serve) { port in
            let client = try await RawClient(port: port)
            _ = try await client.talk(.request(RawClient.request(RawClient.upgrade)))
            _ = await ends.first { true }
        }
    }

    @Test("an application that returns closes the connection with 1000")
    func returns() async throws {
        let serve: UpgradableChannel.Serve = { _, _ in }
        try await LiveServer.run(
            limits: SocketLimits(messageBytes: 1_000, outboxBytes: 1_000, closeTimeout: 1), serve: serve
        ) { port in
            let client = try await RawClient(port: port)
            let bytes = try await client.talk(.last(RawClient.request(RawClient.upgrade)))
            #expect(bytes.suffix(4) == Array(buffer: Frame.close(1000, reason: ""))[...])
        }
    }
}
