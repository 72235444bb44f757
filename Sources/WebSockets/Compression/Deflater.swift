import CZlib

/// Compresses messages (RFC 7692, section 7.2.1), each with what came before it as its history.
final class Deflater {
    /// Bits of the window, zlib's measure of its tables, and its level. Larger ones take more memory and time and make what
    /// a session says hardly smaller: docs/benchmarks.md, "Compression".
    static let window = 10
    private static let memory = 5
    private static let level: Int32 = 4

    // zlib keeps pointers into it: it must not move.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init(window: Int = Deflater.window) {
        stream.initialize(to: z_stream())
        let code = czlib_deflate_init(stream, Self.level, Int32(window), Int32(Self.memory))
        precondition(code == Z_OK, "zlib cannot compress with a window of \(window) bits: \(code)")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Forgets what came before.
    func startOver() { deflateReset(stream) }

    /// The payload of a frame with RSV1.
    func compress(_ message: [UInt8]) -> [UInt8] {
        // An empty block without the end that every message is relieved of (section 7.2.3.6).
        guard !message.isEmpty else { return [0] }
        var output: [UInt8] = []
        message.withUnsafeBufferPointer { bytes in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
            stream.pointee.avail_in = UInt32(bytes.count)
            // Enough for all, the flush included; the loop is for a bound that is not kept.
            var room = Int(deflateBound(stream, UInt(bytes.count))) + 16
            repeat {
                let count = output.count
                output += [UInt8](unsafeUninitializedCapacity: room) { buffer, written in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(room)
                    deflate(stream, Z_SYNC_FLUSH)
                    written = room - Int(stream.pointee.avail_out)
                }
                room = max(64, output.count - count)
            } while stream.pointee.avail_out == 0
            stream.pointee.next_in = nil
        }
        return output.dropLast(Self.tail.count)
    }

    /// How a flush ends: what is left out of a message, and put back to read it.
    static let tail: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]
}
