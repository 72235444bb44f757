import NIOCore
import Testing

@testable import WebSockets

@Suite("RFC 6455, section 5: the server's frames")
struct FrameTests {
    @Test(
        "a text's length takes its shortest form",
        arguments: [
            (0, [0]), (125, [125]), (126, [126, 0, 126]), (65_535, [126, 0xFF, 0xFF]),
            (65_536, [127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] as [(Int, [UInt8])])
    func lengths(count: Int, length: [UInt8]) {
        let text = Array(repeating: UInt8(ascii: "x"), count: count)
        #expect(Array(buffer: Frames([text]).plain) == [0x81] + length + text)
    }

    @Test("texts stand back to back in one buffer")
    func several() {
        #expect(Frames([[UInt8]]()).plain.readableBytes == 0)
        let frames = Frames([Array("a".utf8), [], Array("é".utf8)]).plain
        #expect(Array(buffer: frames) == [0x81, 1, 0x61, 0x81, 0, 0x81, 2, 0xC3, 0xA9])
    }

    @Test("a pong carries the ping's payload")
    func pong() {
        #expect(Array(buffer: Frame.pong(ByteBuffer(string: "hi"))) == [0x8A, 2, 0x68, 0x69])
        #expect(Array(buffer: Frame.pong(ByteBuffer())) == [0x8A, 0])
    }

    @Test("a close's reason is cut to what fits, between characters")
    func close() {
        #expect(Array(buffer: Frame.close(4001, reason: "hi")) == [0x88, 4, 0x0F, 0xA1, 0x68, 0x69])
        for (reason, bytes) in [
            (String(repeating: "x", count: 123), 123), (String(repeating: "x", count: 124), 123),
            (String(repeating: "é", count: 100), 122), (String(repeating: "🙂", count: 31), 120),
        ] {
            let frame = Array(buffer: Frame.close(1000, reason: reason))
            #expect(frame[1] == UInt8(bytes + 2) && frame.count == bytes + 4)
            #expect(String(validating: frame.dropFirst(4), as: UTF8.self) != nil)
        }
    }
}
