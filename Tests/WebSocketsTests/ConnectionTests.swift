import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

@Suite("One connection")
struct ConnectionTests {
    private func frame(_ count: Int) -> ByteBuffer { ByteBuffer(repeating: 0x78, count: count) }

    @Test("what is written goes out in order")
    func order() async throws {
        let socket = try await Socket()
        for text in ["one", "two", "three"] { #expect(socket.connection.write(ByteBuffer(string: text))) }
        #expect(try await socket.sent() == Array("onetwothree".utf8))
    }

    @Test("4001: an outbox past its bound takes nothing more, and all of it again once it has left")
    func fullOutbox() async throws {
        let socket = try await Socket(outboxBytes: 100)
        let loop = socket.channel.testingEventLoop
        try await socket.valve.shut(on: loop)
        #expect(socket.connection.write(frame(1_000)), "one large batch is no slow reader")
        #expect(socket.connection.write(frame(100)), "nor is who is still being sent it")
        #expect(socket.connection.write(frame(1)), "at the bound")
        #expect(!socket.connection.write(frame(1)), "past it")
        #expect(try await socket.sent() == [])
        try await socket.valve.open(on: loop)
        #expect(try await socket.sent().count == 1_101)
        try await socket.valve.shut(on: loop)
        #expect(socket.connection.write(frame(60)))
        #expect(socket.connection.write(frame(100)))
        #expect(socket.connection.write(frame(41)), "the large one left, and what it allowed with it")
        #expect(!socket.connection.write(frame(1)))
        try await socket.valve.open(on: loop)
        #expect(try await socket.sent().count == 201)
    }

    @Test("PMD7: what is written goes out as it was agreed: compressed from 1 KiB on, or plain")
    func compressed() async throws {
        let large = [UInt8](repeating: 0x78, count: 1_024)
        for (offer, isCompressed) in [("permessage-deflate", true), (nil, false)] {
            let socket = try await Socket(outboxBytes: 10_000, offer: offer)
            socket.connection.write(Frames([Array("hi".utf8), large]))
            let sent = try await socket.sent()
            #expect(sent.prefix(4) == [0x81, 2, 0x68, 0x69])
            #expect(sent[4] == (isCompressed ? 0xC1 : 0x81) && (sent.count < 100) == isCompressed)
        }
    }

    @Test("PMD5: a compressed message is told as any is, and one that cannot be inflated closes with 1007")
    func inflates() async throws {
        let socket = try await Socket(offer: "permessage-deflate")
        let payload = Deflater().compress(Array("hi".utf8))
        try await socket.receive(
            ClientFrame(payload: payload, reserved: 4), ClientFrame(payload: [0xFF], reserved: 4), .text("late"))
        socket.connection.consumed()
        let reason = Frame.close(1007, reason: "invalid compressed data")
        #expect(try await socket.sent() == Array(buffer: reason))
        await socket.pass(seconds: 5)
        #expect(await socket.rest() == [.text(ByteBuffer(string: "hi"))])
    }

    @Test("4506, PMD4: a compressed message that grows beyond the bound is told with it, and nothing after it")
    func bomb() async throws {
        let socket = try await Socket(messageBytes: 1_000, offer: "permessage-deflate")
        for count in [1_000, 1_001, 1] {
            let payload = Deflater().compress([UInt8](repeating: 0x78, count: count))
            try await socket.receive(ClientFrame(payload: payload, reserved: 4))
        }
        socket.connection.close(4506, reason: "")
        await socket.pass(seconds: 5)
        let message = ByteBuffer(repeating: 0x78, count: 1_000)
        #expect(await socket.rest() == [.text(message), .tooLarge(limit: 1_000)])
    }

    @Test("drained returns when all has left, and at once when there is nothing")
    func drained() async throws {
        let socket = try await Socket()
        await socket.connection.drained()
        try await socket.valve.shut(on: socket.channel.testingEventLoop)
        socket.connection.write(frame(10))
        async let drained: Void = socket.connection.drained()
        await socket.channel.testingEventLoop.run()
        try await socket.valve.open(on: socket.channel.testingEventLoop)
        await socket.channel.testingEventLoop.run()
        await drained
        #expect(try await socket.sent().count == 10)
    }

    @Test("drained returns when the connection is gone")
    func drainedByEnd() async throws {
        let socket = try await Socket()
        try await socket.valve.shut(on: socket.channel.testingEventLoop)
        socket.connection.write(frame(10))
        async let drained: Void = socket.connection.drained()
        try await socket.channel.close()
        await socket.channel.testingEventLoop.run()
        await drained
        #expect(await socket.rest() == [])
    }

    @Test("close sends what was queued, then its frame, once; nothing is sent after it")
    func close() async throws {
        let socket = try await Socket()
        socket.connection.write(ByteBuffer(string: "last"))
        socket.connection.close(4000, reason: "gone")
        socket.connection.close(4001, reason: "again")
        #expect(socket.connection.write(ByteBuffer(string: "late")), "a closing connection swallows")
        #expect(try await socket.sent() == Array("last".utf8) + Array(buffer: Frame.close(4000, reason: "gone")))
    }

    @Test("a peer that does not answer a close is cut off after 5 s")
    func closeTimeout() async throws {
        let socket = try await Socket()
        socket.connection.close(4003, reason: "silent")
        await socket.pass(seconds: 4)
        #expect(socket.channel.isActive)
        await socket.pass(seconds: 1)
        #expect(!socket.channel.isActive)
        #expect(await socket.rest() == [])
    }

    @Test("a peer that answers a close ends the connection at once")
    func closeAnswered() async throws {
        let socket = try await Socket()
        socket.connection.close(4000, reason: "")
        _ = try await socket.sent()
        try await socket.receive(.close(4000))
        #expect(await socket.rest() == [])
        try await socket.closed()
        #expect(try await socket.sent() == [], "one close is enough")
    }

    @Test("a peer's close is answered with its code, then the connection ends")
    func closedByPeer() async throws {
        for (frame, code) in [(ClientFrame.close(1001, "bye"), 1001), (ClientFrame(opcode: 0x8), 1000)] {
            let socket = try await Socket()
            try await socket.receive(.text("hi"), frame, .text("late"))
            #expect(await socket.rest() == [.text(ByteBuffer(string: "hi"))])
            #expect(try await socket.sent() == Array(buffer: Frame.close(UInt16(code), reason: "")))
            try await socket.closed()
        }
    }

    @Test("a ping is answered with its payload, unless the peer reads nothing")
    func pings() async throws {
        let socket = try await Socket(outboxBytes: 100)
        try await socket.receive(.ping("a"), .ping())
        #expect(try await socket.sent() == [0x8A, 1, 0x61, 0x8A, 0])
        try await socket.valve.shut(on: socket.channel.testingEventLoop)
        for _ in 0..<50 { try await socket.receive(.ping(String(repeating: "p", count: 98))) }
        try await socket.valve.open(on: socket.channel.testingEventLoop)
        #expect(try await socket.sent().count == 200, "two pongs, then the outbox is full")
    }

    @Test("what breaks RFC 6455 closes with 1002, invalid UTF-8 with 1007; nothing more is read")
    func violations() async throws {
        for (frame, code) in [
            (ClientFrame(payload: [0x78], mask: nil), 1002), (ClientFrame(payload: [0xFF]), 1007),
            (ClientFrame.close(1005), 1002),
        ] {
            let socket = try await Socket()
            try await socket.receive(.text("hi"), frame, .text("late"))
            #expect(try await socket.sent() == [], "what came before is answered first")
            socket.connection.consumed()
            let sent = try await socket.sent()
            #expect(sent.count >= 4 && sent[0] == 0x88 && Int(sent[2]) << 8 | Int(sent[3]) == code)
            await socket.pass(seconds: 5)
            #expect(await socket.rest() == [.text(ByteBuffer(string: "hi"))])
        }
    }

    @Test("4506: a message that is too large is told with the bound, and nothing after it")
    func tooLarge() async throws {
        let socket = try await Socket(messageBytes: 10)
        try await socket.receive(.text("1234567890"), .text("12345678901"), .text("late"))
        socket.connection.close(4506, reason: "")
        await socket.pass(seconds: 5)
        #expect(await socket.rest() == [.text(ByteBuffer(string: "1234567890")), .tooLarge(limit: 10)])
    }

    @Test("4506: until a client is admitted its messages have a bound of their own, compressed ones too")
    func opening() async throws {
        let compressed = ClientFrame(payload: Deflater().compress([UInt8](repeating: 0x78, count: 11)), reserved: 4)
        for frame in [.text("12345678901"), compressed] {
            let socket = try await Socket(openingBytes: 10, offer: "permessage-deflate")
            try await socket.receive(.text("1234567890"), frame)
            try await socket.channel.close()
            #expect(await socket.rest() == [.text(ByteBuffer(string: "1234567890")), .tooLarge(limit: 10)])
        }
        let socket = try await Socket(openingBytes: 10, offer: "permessage-deflate")
        socket.connection.admit()
        try await socket.receive(.text("12345678901"), compressed)
        try await socket.channel.close()
        let message = ByteBuffer(string: "xxxxxxxxxxx")
        #expect(await socket.rest() == [.text(ByteBuffer(string: "12345678901")), .text(message)])
    }

    @Test("what comes after the closing handshake has begun is not kept")
    func late() async throws {
        let socket = try await Socket()
        try await socket.receive(.text("before"))
        socket.connection.close(4000, reason: "")
        try await socket.receive(.text("late"))
        try await socket.channel.close()
        #expect(await socket.rest() == [.text(ByteBuffer(string: "before"))])
    }

    @Test("4504: binary is told")
    func binary() async throws {
        let socket = try await Socket()
        try await socket.receive(ClientFrame(opcode: 0x2, payload: [1, 2]))
        try await socket.channel.close()
        #expect(await socket.rest() == [.binary(ByteBuffer(bytes: [1, 2]))])
    }

    @Test("4000: the server's quiescing is told to the application")
    func quiescing() async throws {
        let socket = try await Socket()
        let channel = socket.channel
        try await channel.testingEventLoop.submit {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }.get()
        try await channel.close()
        #expect(await socket.rest() == [.goingAway])
    }

    @Test("reading pauses while the application is behind, and goes on at half of the bound")
    func backpressure() async throws {
        let socket = try await Socket(inboxMessages: 4)
        try await socket.receive(.text("1"), .text("2"), .text("3"))
        #expect(socket.isReading)
        try await socket.receive(.text("4"))
        #expect(!socket.isReading)
        socket.connection.consumed()
        await socket.channel.testingEventLoop.run()
        #expect(!socket.isReading)
        socket.connection.consumed()
        await socket.channel.testingEventLoop.run()
        #expect(socket.isReading)
        try await socket.receive(.text("5"), .text("6"), .text("7"))
        #expect(!socket.isReading)
    }

    @Test("OPN7: a peer is not silent while the application has something of it to deal with")
    func quiet() async throws {
        let socket = try await Socket()
        func wait(until isOver: () -> Bool) { while !isOver() {} }
        wait { socket.connection.quietMilliseconds > 3 }
        try await socket.receive(.text("1"), .text("2"))
        let since = NIODeadline.now()
        wait { NIODeadline.now() - since > .milliseconds(5) }
        #expect(socket.connection.quietMilliseconds == 0)
        socket.connection.consumed()
        #expect(socket.connection.quietMilliseconds == 0)
        socket.connection.consumed()
        wait { socket.connection.quietMilliseconds > 3 }
    }

    @Test("reading pauses at the inbox's bytes as well, and goes on below them")
    func backpressureOfBytes() async throws {
        let socket = try await Socket(inboxMessages: 100, inboxBytes: 10)
        try await socket.receive(.text("123456789"))
        #expect(socket.isReading)
        try await socket.receive(.text("1"))
        #expect(!socket.isReading)
        socket.connection.consumed()
        await socket.channel.testingEventLoop.run()
        #expect(socket.isReading)
    }
}

extension Socket {
    /// Waits until the channel is closed.
    func closed() async throws {
        await channel.testingEventLoop.run()
        try await channel.closeFuture.get()
        #expect(!channel.isActive)
    }
}
