import NIOCore
import Testing

@testable import WebSockets

@Suite("RFC 7692, section 7.2.2: a client's compressed messages")
struct InflationTests {
    /// All messages of the bytes, given in pieces of that size, and the failure that ended them.
    private func decode(
        _ frames: [ClientFrame], limit: Int = 1 << 20, pieces: Int = .max, offer: String = "permessage-deflate"
    ) throws -> (messages: [FrameDecoder.Message], failure: FrameDecoder.Failure?) {
        let agreement: DeflateAgreement = try #require(DeflateAgreement(offeredIn: [offer]))
        var decoder = FrameDecoder(limit: limit, agreement: agreement)
        return decoder.messages(in: frames.flatMap(\.bytes), pieces: pieces)
    }

    private func compressed(_ message: [UInt8], window: Int = 15) -> [UInt8] {
        Deflater(window: window).compress(message)
    }

    private func frame(_ payload: [UInt8], opcode: UInt8 = 0x1, isFinal: Bool = true) -> ClientFrame {
        ClientFrame(opcode: opcode, payload: payload, isFinal: isFinal, reserved: 4)
    }

    private func text(_ text: String) -> FrameDecoder.Message { .text(ByteBuffer(string: text)) }

    @Test(
        "section 7.2.3: the examples",
        arguments: [
            [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00],
            // Uncompressed, with a final block, and in two blocks.
            [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00],
            [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00],
            [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00],
        ] as [[UInt8]])
    func examples(payload: [UInt8]) throws {
        for pieces in [1, 2, 3, .max] {
            #expect(try decode([frame(payload)], pieces: pieces).messages == [text("Hello")])
            for cut in 0...payload.count {
                let frames = [
                    frame(Array(payload[..<cut]), isFinal: false), .ping("between"),
                    .continuation(Array(payload[cut...])),
                ]
                #expect(try decode(frames, pieces: pieces).messages.last == text("Hello"), "cut at \(cut)")
            }
        }
    }

    @Test("an empty message is one zero byte, or none")
    func empty() throws {
        #expect(try decode([frame([0]), frame([]), .text("")]).messages == [text(""), text(""), text("")])
    }

    @Test("PMD3: compressed and plain messages, binary too, follow each other, each by itself")
    func mixed() throws {
        let long = String(repeating: "as long as it takes, ", count: 10_000)
        let frames = [
            frame(compressed(Array(long.utf8))), .text("plain"), frame(compressed([0xFF, 0x00]), opcode: 0x2),
            frame(compressed(Array("é🙂".utf8), window: 9)),
        ]
        let expected = [text(long), text("plain"), .binary(ByteBuffer(bytes: [0xFF, 0x00])), text("é🙂")]
        for pieces in [1, 7, 4_096, .max] { #expect(try decode(frames, pieces: pieces).messages == expected) }
    }

    @Test("PMD3: only the first frame of a text or binary message may say that it is compressed")
    func reservedBits() throws {
        let violation = FrameDecoder.Failure.violation("only a message's first frame says that it is compressed")
        for opcode in [UInt8(0x8), 0x9, 0xA] { #expect(try decode([frame([], opcode: opcode)]).failure == violation) }
        for first in [frame([], isFinal: false), .text("", isFinal: false)] {
            #expect(try decode([first, frame([0], opcode: 0x0)]).failure == violation)
        }
        for reserved in [UInt8(1), 2, 3, 5, 6, 7] {
            let failure = try decode([ClientFrame(reserved: reserved)]).failure
            #expect(failure == .violation("a reserved bit is set"))
        }
    }

    @Test("PMD4: at the bound a message is taken, a byte more is not, whole or in pieces", arguments: [1, 3, .max])
    func bound(pieces: Int) throws {
        for count in [1, 100, 255, 256, 257, 70_000] {
            for byte in [UInt8(ascii: "x"), nil] {
                let message = (0..<count).map { byte ?? UInt8(truncatingIfNeeded: $0 &* $0 >> 3 & 0x7F) }
                let frames = [frame(compressed(message))]
                let taken = try decode(frames, limit: count, pieces: pieces)
                #expect(taken.messages == [.text(ByteBuffer(bytes: message))] && taken.failure == nil)
                #expect(try decode(frames, limit: count - 1, pieces: pieces).failure == .tooLarge(limit: count - 1))
            }
        }
    }

    @Test("PMD4: a bomb is refused where it passes the bound: 64 MiB of zeros in 65 KB")
    func bomb() throws {
        let zeros = compressed([UInt8](repeating: 0, count: 64 << 20))
        #expect(zeros.count < 300_000)
        let agreement: DeflateAgreement = try #require(DeflateAgreement(offeredIn: ["permessage-deflate"]))
        var decoder = FrameDecoder(limit: 1 << 20, agreement: agreement)
        var input = ByteBuffer(bytes: frame(zeros, opcode: 0x2).bytes.prefix(zeros.count / 32))
        #expect(throws: FrameDecoder.Failure.tooLarge(limit: 1 << 20)) { try decoder.next(from: &input) }
    }

    @Test("PMD4: what is compressed to more than it was has a bound, too")
    func boundOnTheWire() throws {
        // 100 + 100 / 8 + 64.
        let blocks = [UInt8](repeating: 0, count: 1) + [0x00, 0x00, 0xFF, 0xFF]
        func frames(_ count: Int) -> [ClientFrame] {
            [frame(Array((0..<count).map { blocks[$0 % 5] }))]
        }
        #expect(try decode(frames(176), limit: 100).messages.count == 1)
        #expect(try decode(frames(177), limit: 100).failure == .tooLarge(limit: 100))
        let parts = [frame([0], isFinal: false), ClientFrame.continuation(Array(repeating: 0, count: 176))]
        #expect(try decode(parts, limit: 100).failure == .tooLarge(limit: 100))
    }

    @Test("PMD5: invalid UTF-8 is seen as soon as it is inflated, not at the message's end")
    func earlyUTF8() throws {
        let payload = compressed(Array("okay ".utf8) + [0xED, 0xA0, 0x80] + Array("okay".utf8))
        let start = [frame(payload, isFinal: false)]
        #expect(try decode(start, pieces: 1).failure == .invalidUTF8)
        let cut = compressed(Array("é".utf8.prefix(1)))
        #expect(try decode([frame(cut)]).failure == .invalidUTF8, "cut within a character")
        #expect(try decode([frame(cut, isFinal: false)]).failure == nil, "it may still come")
        #expect(try decode([frame(payload, opcode: 0x2)]).messages.count == 1, "binary is not text")
    }

    @Test("PMD5: what is no deflate data, or ends within a block, is invalid")
    func invalid() throws {
        let whole = compressed(Array("Hello, hello, hello".utf8))
        for payload in [[0xFF], [0x07], [0x00, 0x05, 0x00, 0x00, 0x00], Array(whole.dropLast(2)), [0xF3, 0x48]] {
            #expect(try decode([frame(payload)]).failure == .invalidCompression, "\(payload)")
        }
    }

    @Test("PMD1: each message is compressed by itself: what refers to one before is invalid")
    func history() throws {
        let deflater = Deflater(window: 15)
        let text = Array("what was said once is referred to afterwards".utf8)
        let messages = [frame(deflater.compress(text)), frame(deflater.compress(text))]
        let result = try decode(messages)
        #expect(result.messages.count == 1 && result.failure == .invalidCompression)
    }

    @Test("PMD1: a client's window, where it named one, is all that it may refer to")
    func clientWindow() throws {
        let noise = (0..<20_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
        let far = [frame(compressed(noise + noise.prefix(400), window: 15), opcode: 0x2)]
        #expect(try decode(far).messages.count == 1)
        #expect(
            try decode(far, offer: "permessage-deflate; client_max_window_bits=9").failure == .invalidCompression)
    }
}
