import NIOCore

/// Reads a client's frames (RFC 6455, section 5) and joins fragments to messages. It checks everything that the
/// specification lets a server check: reserved bits, masking, minimal lengths, the order of fragments, UTF-8.
struct FrameDecoder {
    enum Message: Equatable {
        case text(ByteBuffer)
        case binary(ByteBuffer)
        case ping(ByteBuffer)
        case pong
        /// `code` is nil for a close without one.
        case close(code: UInt16?)
    }

    enum Failure: Error, Equatable {
        case violation(String)
        case invalidUTF8
        case tooLarge(limit: Int)
    }

    private struct Header {
        var isFinal: Bool
        var opcode: Frame.Opcode
        var length: Int
        var mask: (UInt8, UInt8, UInt8, UInt8)
    }

    private let limit: Int
    private var header: Header?
    /// How much of the current frame's payload has been taken.
    private var taken = 0
    private var fragments: (isText: Bool, bytes: ByteBuffer)?
    private var control = ByteBuffer()
    private var utf8 = UTF8Validation()

    /// - Parameter limit: bytes of a message.
    init(limit: Int) { self.limit = limit }

    /// Takes what it can from `input`; nil when more bytes are needed.
    mutating func next(from input: inout ByteBuffer) throws(Failure) -> Message? {
        while true {
            if header == nil { header = try readHeader(from: &input) }
            guard let frame = header else { return nil }
            try takePayload(of: frame, from: &input)
            guard taken == frame.length else { return nil }
            header = nil
            taken = 0
            if let message = try finish(frame) { return message }
        }
    }

    private mutating func readHeader(from input: inout ByteBuffer) throws(Failure) -> Header? {
        var reader = input
        guard let first: UInt8 = reader.readInteger(), let second: UInt8 = reader.readInteger() else { return nil }
        guard first & 0x70 == 0 else { throw .violation("a reserved bit is set") }
        guard let opcode = Frame.Opcode(rawValue: first & 0x0F) else { throw .violation("unknown opcode") }
        guard second & 0x80 != 0 else { throw .violation("a client's frame must be masked") }
        let isFinal = first & 0x80 != 0
        let length: Int
        switch second & 0x7F {
        case 126:
            guard let extended: UInt16 = reader.readInteger() else { return nil }
            guard extended >= 126 else { throw .violation("the length is not in its shortest form") }
            length = Int(extended)
        case 127:
            guard let extended: UInt64 = reader.readInteger() else { return nil }
            guard extended > 0xFFFF, extended >> 63 == 0 else {
                throw .violation("the length is not in its shortest form")
            }
            length = Int(extended)
        case let short: length = Int(short)
        }
        guard let mask = reader.readMultipleIntegers(as: (UInt8, UInt8, UInt8, UInt8).self) else { return nil }
        if opcode.isControl {
            guard isFinal, length <= 125 else {
                throw .violation("a control frame must be whole and at most 125 bytes")
            }
        } else {
            guard (opcode == .continuation) == (fragments != nil) else {
                throw .violation("a fragmented message must be finished before the next begins")
            }
            guard length <= limit - (fragments?.bytes.readableBytes ?? 0) else { throw .tooLarge(limit: limit) }
            if opcode != .continuation { fragments = (opcode == .text, ByteBuffer()) }
        }
        input = reader
        return Header(isFinal: isFinal, opcode: opcode, length: length, mask: mask)
    }

    private mutating func takePayload(of frame: Header, from input: inout ByteBuffer) throws(Failure) {
        let count = min(input.readableBytes, frame.length - taken)
        guard count > 0, var part = input.readSlice(length: count) else { return }
        unmask(&part, with: frame.mask, from: taken)
        taken += count
        if frame.opcode.isControl {
            control.writeBuffer(&part)
            return
        }
        if fragments?.isText == true, !part.withUnsafeReadableBytes({ utf8.feed($0) }) { throw .invalidUTF8 }
        if fragments?.bytes.readableBytes == 0 {
            // The usual message comes in one piece, which then needs no copy.
            if count < frame.length { part.reserveCapacity(frame.length) }
            fragments?.bytes = part
        } else {
            fragments?.bytes.writeBuffer(&part)
        }
    }

    private func unmask(_ part: inout ByteBuffer, with mask: (UInt8, UInt8, UInt8, UInt8), from offset: Int) {
        let key = [mask.0, mask.1, mask.2, mask.3]
        part.withUnsafeMutableReadableBytes { bytes in
            for index in bytes.indices { bytes[index] ^= key[(offset + index) & 3] }
        }
    }

    private mutating func finish(_ frame: Header) throws(Failure) -> Message? {
        if frame.opcode.isControl {
            defer { control = ByteBuffer() }
            switch frame.opcode {
            case .ping: return .ping(control)
            case .pong: return .pong
            default: return .close(code: try closeCode(in: control))
            }
        }
        guard frame.isFinal, let whole = fragments else { return nil }
        fragments = nil
        guard whole.isText else { return .binary(whole.bytes) }
        guard utf8.isComplete else { throw .invalidUTF8 }
        return .text(whole.bytes)
    }

    /// RFC 6455, section 7.4: which codes may stand on the wire.
    private func closeCode(in payload: ByteBuffer) throws(Failure) -> UInt16? {
        guard payload.readableBytes > 0 else { return nil }
        var payload = payload
        guard let code: UInt16 = payload.readInteger() else { throw .violation("a close code has two bytes") }
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: throw .violation("the close code \(code) may not be sent")
        }
        var reason = UTF8Validation()
        guard reason.feed(payload.readableBytesView), reason.isComplete else { throw .invalidUTF8 }
        return code
    }
}
