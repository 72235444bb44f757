import NIOCore
import WebSockets

/// A client's bytes as frames: where they are cut does not matter, what comes out is bounded and well-formed, and the
/// same messages framed in another way are read alike.
enum FrameProperties {
    /// So small that short inputs pass it.
    static let limit = 512

    static func check(_ bytes: [UInt8]) throws(Broken) {
        var pieces = Pieces(of: bytes)
        let whole = FrameReading([bytes], limit: limit)
        let cut = FrameReading(pieces.ranges(bytes.count).map { bytes[$0] }, limit: limit)
        try require(whole == cut, "read whole: \(whole), in pieces: \(cut)")
        for message in whole.messages { try check(message) }
        var reframed: [UInt8] = []
        for message in whole.messages { reframed += frames(of: message, &pieces) }
        let again = FrameReading([reframed], limit: limit)
        try require(again.messages == whole.messages && again.failure == nil, "framed again: \(again), was \(whole)")
        try utf8(bytes, &pieces)
    }

    static func check(_ message: FrameDecoder.Message) throws(Broken) {
        switch message {
        case .text(let text):
            try require(text.readableBytes <= limit, "a text of \(text.readableBytes) bytes")
            try require(String(validating: text.readableBytesView, as: UTF8.self) != nil, "a text that is not UTF-8")
        case .binary(let bytes): try require(bytes.readableBytes <= limit, "\(bytes.readableBytes) bytes")
        case .ping(let payload): try require(payload.readableBytes <= 125, "a ping of \(payload.readableBytes) bytes")
        case .close(let code?): try require(code >= 1000 && code < 5000 && code != 1005 && code != 1006, "\(code)")
        case .pong, .close(nil): break
        }
    }

    /// The message in fragments, with pongs between them.
    private static func frames(of message: FrameDecoder.Message, _ pieces: inout Pieces) -> [UInt8] {
        let mask = (0..<4).map { _ in UInt8(pieces.next(below: 256)) }
        func fragments(_ opcode: UInt8, _ payload: ByteBuffer) -> [UInt8] {
            let payload = Array(buffer: payload)
            let ranges = pieces.ranges(payload.count)
            var bytes = clientFrame(opcode, [], isFinal: false, mask: mask)
            for range in ranges { bytes += clientFrame(0x0, payload[range], isFinal: false, mask: mask) }
            return bytes + clientFrame(0x0, [], mask: mask)
        }
        switch message {
        case .text(let text): return fragments(0x1, text)
        case .binary(let payload): return fragments(0x2, payload)
        case .ping(let payload): return clientFrame(0x9, Array(buffer: payload), mask: mask)
        case .pong: return clientFrame(0xA, [], mask: mask)
        case .close(let code):
            let payload = code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? []
            return clientFrame(0x8, payload, mask: mask)
        }
    }

    /// The validation agrees with the standard library's, and fails in the same pieces or not at all.
    private static func utf8(_ bytes: [UInt8], _ pieces: inout Pieces) throws(Broken) {
        var whole = UTF8Validation()
        let passes = whole.feed(bytes)
        try require((passes && whole.isComplete) == (String(validating: bytes, as: UTF8.self) != nil), "UTF-8 differs")
        var cut = UTF8Validation()
        let passesCut = pieces.ranges(bytes.count).allSatisfy { cut.feed(bytes[$0]) }
        try require(passesCut == passes && (!passes || cut.isComplete == whole.isComplete), "UTF-8 differs in pieces")
    }
}
