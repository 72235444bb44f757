import CZlib

/// A gzip file (RFC 1952).
enum Gzip {
    /// What is compressed once, and sent often.
    private static let level = Z_BEST_COMPRESSION

    static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        // zlib keeps pointers into it: it must not move.
        withUnsafeTemporaryAllocation(of: z_stream.self, capacity: 1) { allocation in
            allocation.initialize(repeating: z_stream())
            guard let stream = allocation.baseAddress, czlib_gzip_init(stream, level) == Z_OK else {
                preconditionFailure("zlib has no memory")
            }
            defer { deflateEnd(stream) }
            return bytes.withUnsafeBufferPointer { bytes in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
                stream.pointee.avail_in = UInt32(bytes.count)
                let room = Int(deflateBound(stream, UInt(bytes.count)))
                return [UInt8](unsafeUninitializedCapacity: room) { output, count in
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(room)
                    // The room is what zlib says is enough.
                    let status = deflate(stream, Z_FINISH)
                    precondition(status == Z_STREAM_END, "zlib's bound was too low")
                    count = room - Int(stream.pointee.avail_out)
                }
            }
        }
    }
}
