package import NIOCore

/// Reads a client's frames (RFC 6455, section 5), joins fragments to messages and inflates what is compressed (RFC 7692).
/// It checks everything that the specifications let a server check: reserved bits, masking, minimal lengths, the order of
/// fragments, deflate data, UTF-8.
package struct FrameDecoder {
    package enum Message: Equatable {
        case text(ByteBuffer)
        case binary(ByteBuffer)
        case ping(ByteBuffer)
        case pong
        /// `code` is nil for a close without one.
        case close(code: UInt16?)
    }

    package enum Failure: Error, Equatable {
        case violation(String)
        case invalidUTF8
        case invalidCompression
        case tooLarge(limit: Int)
    }

    private struct Header {
        var isFinal: Bool
        var opcode: Frame.Opcode
        var length: Int
        var mask: (UInt8, UInt8, UInt8, UInt8)
    }

    /// A message whose last frame has not come.
    private struct Fragments {
        var isText: Bool
        /// nil where it is not compressed.
        var inflater: Inflater?
        var bytes = ByteBuffer()
        /// Bytes on the wire.
        var received = 0
    }

    /// Bytes of a message, inflated.
    var limit: Int
    private let agreement: DeflateAgreement?
    private var header: Header?
    /// How much of the current frame's payload has been taken.
    private var taken = 0
    private var fragments: Fragments?
    private var control = ByteBuffer()
    private var utf8 = UTF8Validation()

    /// - Parameter agreement: nil where nothing may be compressed.
    package init(limit: Int, agreement: DeflateAgreement? = nil) {
        self.limit = limit
        self.agreement = agreement
    }

    /// Takes what it can from `input`; nil when more bytes are needed.
    package mutating func next(from input: inout ByteBuffer) throws(Failure) -> Message? {
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
        let isCompressed = first & 0x70 == 0x40 && agreement != nil
        guard first & 0x70 == 0 || isCompressed else { throw .violation("a reserved bit is set") }
        guard let opcode = Frame.Opcode(rawValue: first & 0x0F) else { throw .violation("unknown opcode") }
        guard second & 0x80 != 0 else { throw .violation("a client's frame must be masked") }
        guard !isCompressed || opcode == .text || opcode == .binary else {
            throw .violation("only a message's first frame says that it is compressed")
        }
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
            let bound = isCompressed || fragments?.inflater != nil ? compressedLimit : limit
            guard length <= bound - (fragments?.received ?? 0) else { throw .tooLarge(limit: limit) }
            if opcode != .continuation {
                fragments = Fragments(isText: opcode == .text, inflater: isCompressed ? inflater() : nil)
            }
        }
        input = reader
        return Header(isFinal: isFinal, opcode: opcode, length: length, mask: mask)
    }

    /// What cannot be made smaller becomes a little larger.
    private var compressedLimit: Int { limit + limit / 8 + 64 }

    private func inflater() -> Inflater { Inflater(window: agreement?.clientWindow ?? 15) }

    private mutating func takePayload(of frame: Header, from input: inout ByteBuffer) throws(Failure) {
        let count = min(input.readableBytes, frame.length - taken)
        guard count > 0, var part = input.readSlice(length: count) else { return }
        unmask(&part, with: frame.mask, from: taken)
        taken += count
        if frame.opcode.isControl {
            control.writeBuffer(&part)
            return
        }
        fragments?.received += count
        if let inflater = fragments?.inflater {
            try inflate { bytes, limit throws(Inflater.Failure) in
                try inflater.inflate(part, into: &bytes, limit: limit)
            }
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

    /// Lets `step` append to the message, and looks at what it has appended.
    private mutating func inflate(
        _ step: (inout ByteBuffer, Int) throws(Inflater.Failure) -> Void
    ) throws(Failure) {
        guard var message = fragments?.bytes else { return }
        fragments?.bytes = ByteBuffer()
        let before = message.readableBytes
        do throws(Inflater.Failure) { try step(&message, limit) } catch {
            switch error {
            case .invalid: throw .invalidCompression
            case .tooLarge: throw .tooLarge(limit: limit)
            }
        }
        if fragments?.isText == true {
            let isValid = message.withUnsafeReadableBytes { utf8.feed(UnsafeRawBufferPointer(rebasing: $0[before...])) }
            guard isValid else { throw .invalidUTF8 }
        }
        fragments?.bytes = message
    }

    private func unmask(_ part: inout ByteBuffer, with mask: (UInt8, UInt8, UInt8, UInt8), from offset: Int) {
        let key = [mask.0, mask.1, mask.2, mask.3]
        part.withUnsafeMutableReadableBytes { bytes in
            // Eight bytes at a time, with the key as it stands at the part's beginning.
            let wide = (0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(key[(offset + $1) & 3]) }.littleEndian
            var index = 0
            while index + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                bytes.storeBytes(of: word ^ wide, toByteOffset: index, as: UInt64.self)
                index += 8
            }
            while index < bytes.count {
                bytes[index] ^= key[(offset + index) & 3]
                index += 1
            }
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
        guard frame.isFinal else { return nil }
        if let inflater = fragments?.inflater {
            try inflate { bytes, limit throws(Inflater.Failure) in try inflater.finish(into: &bytes, limit: limit) }
        }
        guard let whole = fragments else { return nil }
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
