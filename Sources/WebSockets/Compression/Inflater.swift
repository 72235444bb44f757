import CZlib
package import NIOCore

/// Reads one compressed message as it comes (RFC 7692, section 7.2.2), and stops where it grows beyond its bound.
package final class Inflater {
    package enum Failure: Error {
        /// The bytes are no deflate data, or end within a block.
        case invalid
        case tooLarge
    }

    // zlib keeps pointers into it: it must not move.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var hasInput = false

    /// - Parameter window: bits. zlib writes with 9 where it is told 8.
    package init(window: Int) {
        stream.initialize(to: z_stream())
        let code = czlib_inflate_init(stream, Int32(max(9, window)))
        precondition(code == Z_OK, "zlib cannot inflate with a window of \(window) bits: \(code)")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Appends what these bytes of the message stand for.
    /// - Parameter limit: how many bytes the message may have.
    package func inflate(_ input: ByteBuffer, into message: inout ByteBuffer, limit: Int) throws(Failure) {
        guard input.readableBytes > 0 else { return }
        hasInput = true
        var failure: Failure?
        input.withUnsafeReadableBytes { bytes in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            stream.pointee.avail_in = UInt32(bytes.count)
            do throws(Failure) { try inflateInput(into: &message, limit: limit) } catch { failure = error }
            stream.pointee.next_in = nil
        }
        if let failure { throw failure }
    }

    /// To be called at the message's end.
    package func finish(into message: inout ByteBuffer, limit: Int) throws(Failure) {
        // Some write an empty message as no bytes at all.
        guard hasInput else { return }
        try inflate(ByteBuffer(bytes: Deflater.tail), into: &message, limit: limit)
        // 128: just behind the end of a block; the low bits count what is unread of the last byte.
        guard stream.pointee.data_type & (128 | 63) == 128 else { throw .invalid }
    }

    private func inflateInput(into message: inout ByteBuffer, limit: Int) throws(Failure) {
        let input = Int(stream.pointee.avail_in)
        repeat {
            let room = limit - message.readableBytes
            guard room > 0 else { return try expectNothingMore() }
            let part = min(room, max(256, min(4 * input, 64 << 10)))
            var code = Z_OK
            message.writeWithUnsafeMutableBytes(minimumWritableBytes: part) { buffer in
                let count = min(room, buffer.count)
                code = step(into: buffer.bindMemory(to: UInt8.self).baseAddress, count)
                return count - Int(stream.pointee.avail_out)
            }
            try check(code)
        } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
    }

    private func step(into output: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int32 {
        stream.pointee.next_out = output
        stream.pointee.avail_out = UInt32(count)
        return CZlib.inflate(stream, Z_SYNC_FLUSH)
    }

    private func check(_ code: Int32) throws(Failure) {
        switch code {
        case Z_OK, Z_BUF_ERROR: break
        // A final block ends no message (section 7.2.3.4).
        case Z_STREAM_END: czlib_inflate_go_on(stream)
        default: throw .invalid
        }
    }

    /// The message is as long as it may be: what is left may only end it.
    private func expectNothingMore() throws(Failure) {
        repeat {
            var excess: UInt8 = 0
            let code = withUnsafeMutablePointer(to: &excess) { step(into: $0, 1) }
            guard stream.pointee.avail_out == 1 else { throw .tooLarge }
            try check(code)
            if code == Z_BUF_ERROR { return }
        } while stream.pointee.avail_in > 0
    }
}
