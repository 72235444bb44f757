import NIOCore
import WebSockets

/// What a decoder makes of bytes that come in pieces.
struct FrameReading: Equatable {
    var messages: [FrameDecoder.Message] = []
    var failure: FrameDecoder.Failure?

    init(_ pieces: some Sequence<some Collection<UInt8>>, limit: Int, agreement: DeflateAgreement? = nil) {
        var decoder = FrameDecoder(limit: limit, agreement: agreement)
        var input = ByteBuffer()
        do throws(FrameDecoder.Failure) {
            for piece in pieces {
                input.writeBytes(piece)
                while let message = try decoder.next(from: &input) { messages.append(message) }
            }
        } catch { failure = error }
    }
}

/// A client's frame, well-formed.
func clientFrame(
    _ opcode: UInt8, _ payload: some Collection<UInt8>, isFinal: Bool = true, mask: [UInt8]
) -> [UInt8] {
    var bytes = [(isFinal ? 0x80 : 0) | opcode]
    if payload.count < 126 {
        bytes.append(0x80 | UInt8(payload.count))
    } else {
        bytes += [0x80 | 126, UInt8(payload.count >> 8 & 0xFF), UInt8(payload.count & 0xFF)]
    }
    return bytes + mask + zip(payload, 0...).map { $0 ^ mask[$1 & 3] }
}
