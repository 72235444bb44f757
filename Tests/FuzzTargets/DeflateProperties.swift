import NIOCore
import WebSockets

/// Compressed messages: a client's are read alike wherever they are cut, and are bounded as all are; what a broadcast
/// compresses every reader reads, whenever it came and whatever it agreed to.
enum DeflateProperties {
    static func check(_ bytes: [UInt8]) throws(Broken) {
        var pieces = Pieces(of: bytes)
        for opcode in [UInt8(0x1), 0x2] {
            for frames in [[bytes[...]], pieces.ranges(bytes.count).map { bytes[$0] }] {
                try received(Self.message(opcode, frames), &pieces)
            }
        }
        // And as any frames with whatever bits.
        try received(bytes, &pieces)
        try broadcast(bytes, &pieces)
        try offers(bytes)
    }

    private static func message(_ opcode: UInt8, _ parts: [ArraySlice<UInt8>]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            var frame = clientFrame(
                index == 0 ? opcode : 0, part, isFinal: index == parts.count - 1, mask: [1, 2, 3, UInt8(index & 0xFF)])
            if index == 0 { frame[0] |= 0x40 }
            bytes += frame
        }
        return bytes
    }

    private static func received(_ bytes: [UInt8], _ pieces: inout Pieces) throws(Broken) {
        guard let agreement = DeflateAgreement(offeredIn: ["permessage-deflate"]) else { throw Broken("no agreement") }
        let limit = FrameProperties.limit
        let whole = FrameReading([bytes], limit: limit, agreement: agreement)
        let cut = FrameReading(pieces.ranges(bytes.count).map { bytes[$0] }, limit: limit, agreement: agreement)
        try require(whole.messages == cut.messages, "read whole: \(whole), in pieces: \(cut)")
        // In one piece the bound may be passed before the byte that is wrong is seen, or the other way round.
        try require((whole.failure == nil) == (cut.failure == nil), "read whole: \(whole), in pieces: \(cut)")
        for message in whole.messages { try FrameProperties.check(message) }
    }

    private static func broadcast(_ bytes: [UInt8], _ pieces: inout Pieces) throws(Broken) {
        let encoder = BroadcastEncoder()
        var readers: [Reader] = []
        // A few batches find what many do, in a fraction of the time.
        for range in pieces.ranges(bytes.count).prefix(12) {
            let mayJoin = pieces.next(below: 3) == 0
            if mayJoin, readers.count < 4 { readers.append(Reader(number: pieces.next(below: 6))) }
            if pieces.next(below: 16) == 0 { encoder.rest() }
            let text = Array(bytes[range])
            // Around the size from which on a message is compressed by itself.
            let repeats = pieces.next(below: 4) == 0 ? pieces.next(below: 2_000 / (text.count + 1) + 1) : 0
            let texts = [text, (0..<repeats).flatMap { [UInt8($0 & 0xFF)] + text }]
            let page = pieces.next(below: 8) == 0 ? Frames(texts) : nil
            let frames = encoder.frames(texts, startsOver: mayJoin)
            for index in readers.indices {
                if let page { try readers[index].read(page, texts) }
                try readers[index].read(frames, texts)
            }
        }
    }

    private struct Reader {
        private var history: PeerHistory?
        private var peer: Peer

        init(number: Int) {
            let offers = [
                "permessage-deflate", "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=9", "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=15; client_max_window_bits",
                "permessage-deflate; server_no_context_takeover; server_max_window_bits=9",
            ]
            guard let agreement = DeflateAgreement(offeredIn: [offers[number]]) else { fatalError("no agreement") }
            history = PeerHistory(agreement)
            peer = Peer(agreement)
        }

        mutating func read(_ frames: Frames, _ texts: [[UInt8]]) throws(Broken) {
            let bytes = frames.bytes(for: &history)
            guard let read = try? peer.read(bytes) else { throw Broken("a reader cannot read what it was sent") }
            try require(read.map(\.payload) == texts, "a reader reads something else")
        }
    }

    /// Whatever is offered, the answer offers nothing that this server would not take.
    private static func offers(_ bytes: [UInt8]) throws(Broken) {
        let line = String(decoding: bytes, as: UTF8.self)
        for lines in [[line], ["permessage-deflate; " + line], [line, "permessage-deflate"]] {
            guard let agreement = DeflateAgreement(offeredIn: lines) else {
                try require(lines.count == 1, "a good offer behind others is not taken")
                continue
            }
            try require(DeflateAgreement(offeredIn: [agreement.answer]) == agreement, agreement.answer)
        }
    }
}
