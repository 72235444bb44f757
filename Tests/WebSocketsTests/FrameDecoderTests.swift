import NIOCore
import TestSupport
import Testing

@testable import WebSockets

@Suite("RFC 6455, section 5: a client's frames")
struct FrameDecoderTests {
    /// All messages of the bytes, given in pieces of that size, and the failure that ended them.
    private func decode(
        _ bytes: [UInt8], limit: Int = 1 << 20, pieces: Int = .max
    ) -> (messages: [FrameDecoder.Message], failure: FrameDecoder.Failure?) {
        var decoder = FrameDecoder(limit: limit)
        return decoder.messages(in: bytes, pieces: pieces)
    }

    private func text(_ text: String) -> FrameDecoder.Message { .text(ByteBuffer(string: text)) }

    @Test("RFC 6455, section 5.7: the example of a masked text")
    func example() {
        let bytes: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        #expect(decode(bytes).messages == [text("Hello")])
    }

    @Test("a stream of every kind of frame gives the same messages wherever it is cut")
    func splits() {
        let long = String(repeating: "é🙂", count: 100)
        let frames: [ClientFrame] = [
            .text("one"), .text(""), .text("fr", isFinal: false), .ping("p"),
            .continuation(Array("ag🙂".utf8), isFinal: false),
            ClientFrame(opcode: 0xA, payload: [1]), .continuation(Array("ment".utf8)), .text(long),
            ClientFrame(opcode: 0x2, payload: [0xFF, 0x00]), .ping(String(repeating: "x", count: 125)), .text("bye"),
            .close(1000, "é"),
        ]
        let expected: [FrameDecoder.Message] = [
            text("one"), text(""), .ping(ByteBuffer(string: "p")), .pong, text("frag🙂ment"), text(long),
            .binary(ByteBuffer(bytes: [0xFF, 0x00])), .ping(ByteBuffer(string: String(repeating: "x", count: 125))),
            text("bye"), .close(code: 1000),
        ]
        let bytes = frames.flatMap(\.bytes)
        for pieces in [1, 2, 3, 5, 7, 16, 64, .max] { #expect(decode(bytes, pieces: pieces).messages == expected) }
        for cut in 0...bytes.count {
            var decoder = FrameDecoder(limit: 1 << 20)
            var messages: [FrameDecoder.Message] = []
            var input = ByteBuffer()
            for part in [bytes[..<cut], bytes[cut...]] {
                input.writeBytes(part)
                while let message = try? decoder.next(from: &input) { messages.append(message) }
            }
            #expect(messages == expected, "cut at \(cut)")
        }
    }

    @Test("a character may be cut anywhere between fragments")
    func fragmentedCharacter() {
        let bytes = Array("a🙂é".utf8)
        for cut in 0...bytes.count {
            let frames = [
                ClientFrame(payload: Array(bytes[..<cut]), isFinal: false), .ping(),
                .continuation(Array(bytes[cut...])),
            ]
            #expect(decode(frames.flatMap(\.bytes)).messages.last == text("a🙂é"), "cut at \(cut)")
        }
    }

    @Test("all lengths around the borders of their forms", arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
    func lengths(count: Int) {
        let payload = Array(repeating: UInt8(ascii: "x"), count: count)
        #expect(decode(ClientFrame(payload: payload).bytes).messages == [.text(ByteBuffer(bytes: payload))])
    }

    @Test(
        "a length that is not in its shortest form is a violation",
        arguments: [(0, 16), (125, 16), (0, 64), (125, 64), (126, 64), (65_535, 64)])
    func nonMinimalLengths(count: Int, bits: Int) {
        let frame = ClientFrame(payload: Array(repeating: 0x78, count: count), lengthBits: bits)
        #expect(decode(frame.bytes).failure == .violation("the length is not in its shortest form"))
    }

    @Test("a length with its top bit set is a violation, any other too large one too large")
    func hugeLengths() {
        #expect(
            decode(ClientFrame(claimedLength: 1 << 63).bytes).failure
                == .violation("the length is not in its shortest form"))
        #expect(decode(ClientFrame(claimedLength: UInt64(Int64.max)).bytes).failure == .tooLarge(limit: 1 << 20))
    }

    @Test("masks: any but none", arguments: [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [1, 2, 3, 4]] as [[UInt8]])
    func masks(mask: [UInt8]) {
        let frame = ClientFrame(payload: Array("masked".utf8), mask: mask)
        #expect(decode(frame.bytes, pieces: 3).messages == [text("masked")])
    }

    @Test("an unmasked frame is a violation, seen before its payload")
    func unmasked() {
        let bytes = ClientFrame(payload: [0x78], mask: nil).bytes
        #expect(decode(Array(bytes.prefix(2))).failure == .violation("a client's frame must be masked"))
    }

    @Test(
        "PMD3: a reserved bit is a violation where no extension was agreed to, at the second byte",
        arguments: [1, 2, 4, 7] as [UInt8])
    func reserved(bits: UInt8) {
        let bytes = ClientFrame(payload: [0x78], reserved: bits).bytes
        #expect(decode(Array(bytes.prefix(2))).failure == .violation("a reserved bit is set"))
    }

    @Test("unknown opcodes are violations", arguments: [0x3, 0x7, 0xB, 0xF] as [UInt8])
    func opcodes(opcode: UInt8) {
        #expect(decode(ClientFrame(opcode: opcode).bytes).failure == .violation("unknown opcode"))
    }

    @Test("control frames are whole and have at most 125 bytes", arguments: [0x8, 0x9, 0xA] as [UInt8])
    func controlFrames(opcode: UInt8) {
        let violation = FrameDecoder.Failure.violation("a control frame must be whole and at most 125 bytes")
        #expect(decode(ClientFrame(opcode: opcode, isFinal: false).bytes).failure == violation)
        #expect(
            decode(ClientFrame(opcode: opcode, payload: Array(repeating: 0x78, count: 126)).bytes).failure == violation)
    }

    @Test("the order of fragments: none begins within another, none continues nothing")
    func fragmentOrder() {
        let violation = FrameDecoder.Failure.violation("a fragmented message must be finished before the next begins")
        #expect(decode(ClientFrame.continuation([]).bytes).failure == violation)
        #expect(decode((ClientFrame.text("a").bytes + ClientFrame.continuation([]).bytes)).failure == violation)
        for opcode in [UInt8(0x1), 0x2] {
            let frames = [ClientFrame.text("a", isFinal: false), ClientFrame(opcode: opcode)]
            #expect(decode(frames.flatMap(\.bytes)).failure == violation)
        }
    }

    @Test("a message's size: at the bound it is taken, a byte more is not, before its payload comes")
    func size() {
        let payload = Array(repeating: UInt8(ascii: "x"), count: 100)
        #expect(decode(ClientFrame(payload: payload).bytes, limit: 100).messages.count == 1)
        let header = ClientFrame(claimedLength: 101).bytes
        #expect(decode(header, limit: 100).failure == .tooLarge(limit: 100))
    }

    @Test("a message's size counts all of its fragments, and no control frame between them")
    func fragmentedSize() {
        let part = Array(repeating: UInt8(ascii: "x"), count: 50)
        func bytes(_ last: Int) -> [UInt8] {
            [
                ClientFrame(payload: part, isFinal: false), .ping(String(repeating: "p", count: 125)),
                .continuation(Array(part.prefix(last))),
            ].flatMap(\.bytes)
        }
        #expect(decode(bytes(50), limit: 100).messages.count == 2)
        #expect(decode(bytes(50), limit: 99).failure == .tooLarge(limit: 99))
        let next = bytes(50) + ClientFrame(payload: part + part).bytes
        #expect(decode(next, limit: 100).messages.count == 3, "the next message counts anew")
    }

    @Test("invalid UTF-8 fails at its first byte, not at the message's end")
    func earlyUTF8() {
        var frame = ClientFrame.text("ok").bytes
        #expect(decode(frame).failure == nil)
        frame = ClientFrame(payload: [0x61, 0xED, 0xA0, 0x80, 0x61]).bytes
        #expect(decode(Array(frame.prefix(6 + 2)), pieces: 1).failure == nil)
        #expect(decode(Array(frame.prefix(6 + 3)), pieces: 1).failure == .invalidUTF8)
        let fragments = [ClientFrame.text("a", isFinal: false), .continuation([0xC0], isFinal: false)]
        #expect(decode(fragments.flatMap(\.bytes)).failure == .invalidUTF8)
    }

    @Test("a text that ends within a character is invalid, whole or in fragments")
    func incompleteUTF8() {
        #expect(decode(ClientFrame(payload: [0xF0, 0x9F, 0x99]).bytes).failure == .invalidUTF8)
        let fragments = [ClientFrame(payload: [0xF0, 0x9F], isFinal: false), .continuation([0x99])]
        #expect(decode(fragments.flatMap(\.bytes)).failure == .invalidUTF8)
    }

    @Test("binary is not text: any bytes are taken")
    func binary() {
        let frame = ClientFrame(opcode: 0x2, payload: [0xC0, 0xFF])
        #expect(decode(frame.bytes).messages == [.binary(ByteBuffer(bytes: [0xC0, 0xFF]))])
        let fragments = [ClientFrame(opcode: 0x2, payload: [0xF0], isFinal: false), .continuation([0x41]), .text("t")]
        #expect(decode(fragments.flatMap(\.bytes)).messages == [.binary(ByteBuffer(bytes: [0xF0, 0x41])), text("t")])
    }

    @Test("RFC 6455, section 7.4: which close codes may be sent")
    func closeCodes() {
        let allowed = Set(Array(1000...1003) + Array(1007...1014) + Array(3000...4999))
        for code in UInt16(0)...5010 {
            let (messages, failure) = decode(ClientFrame.close(code).bytes)
            if allowed.contains(Int(code)) {
                #expect(messages == [.close(code: code)])
            } else {
                #expect(failure == .violation("the close code \(code) may not be sent"))
            }
        }
    }

    @Test("a close may have no code, but not half of one, and its reason is UTF-8")
    func closePayloads() {
        #expect(decode(ClientFrame(opcode: 0x8).bytes).messages == [.close(code: nil)])
        #expect(
            decode(ClientFrame(opcode: 0x8, payload: [3]).bytes).failure == .violation("a close code has two bytes"))
        for reason in [[0xC0], [0xC3]] as [[UInt8]] {
            #expect(decode(ClientFrame(opcode: 0x8, payload: [3, 0xE8] + reason).bytes).failure == .invalidUTF8)
        }
        #expect(decode(ClientFrame.close(1000, String(repeating: "x", count: 123)).bytes).messages.count == 1)
    }

    @Test("random bytes never do more than fail")
    func random() {
        for seed in UInt64(0)..<2_000 {
            var generator = SeededGenerator(seed: seed)
            let noise = (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = decode(
                ClientFrame.text("a").bytes + noise, limit: 1_000, pieces: Int.random(in: 1...40, using: &generator))
        }
    }
}
