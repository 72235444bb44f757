package import NIOCore

/// The server's side of RFC 6455's framing: what is written is one unmasked frame per message.
package enum Frame {
    enum Opcode: UInt8 {
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xA

        var isControl: Bool { rawValue & 0x8 != 0 }
    }

    /// A message in one frame.
    struct Message {
        var opcode = Opcode.text
        var payload: [UInt8]
        /// Whether the payload is compressed (RFC 7692, section 6).
        var isCompressed = false
    }

    /// The frames back to back in one buffer.
    static func join(_ frames: [Message]) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: frames.reduce(0) { $0 + $1.payload.count + 10 })
        for frame in frames {
            writeHeader(frame.opcode, frame.isCompressed, length: frame.payload.count, to: &buffer)
            buffer.writeBytes(frame.payload)
        }
        return buffer
    }

    package static func pong(_ payload: ByteBuffer) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: payload.readableBytes + 2)
        writeHeader(.pong, length: payload.readableBytes, to: &buffer)
        buffer.writeImmutableBuffer(payload)
        return buffer
    }

    /// `reason` is cut to the 123 bytes that fit into a control frame.
    package static func close(_ code: UInt16, reason: String) -> ByteBuffer {
        var reason = reason
        while reason.utf8.count > 123 { reason.removeLast() }
        var buffer = ByteBufferAllocator().buffer(capacity: reason.utf8.count + 4)
        writeHeader(.close, length: reason.utf8.count + 2, to: &buffer)
        buffer.writeInteger(code)
        buffer.writeString(reason)
        return buffer
    }

    private static func writeHeader(
        _ opcode: Opcode, _ isCompressed: Bool = false, length: Int, to buffer: inout ByteBuffer
    ) {
        buffer.writeInteger(0x80 | (isCompressed ? 0x40 : 0) | opcode.rawValue)
        switch length {
        case ..<126: buffer.writeInteger(UInt8(length))
        case ...0xFFFF:
            buffer.writeInteger(UInt8(126))
            buffer.writeInteger(UInt16(length))
        default:
            buffer.writeInteger(UInt8(127))
            buffer.writeInteger(UInt64(length))
        }
    }
}
