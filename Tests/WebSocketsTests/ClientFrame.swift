import NIOCore

/// A client's frame on the wire, right or wrong in any way.
struct ClientFrame {
    var opcode: UInt8 = 0x1
    var payload: [UInt8] = []
    var isFinal = true
    var reserved: UInt8 = 0
    var mask: [UInt8]? = [0x37, 0xFA, 0x21, 0x3D]
    /// How the length is written: 7, 16 or 64 bits; nil for the shortest form.
    var lengthBits: Int?
    /// A length other than the payload's.
    var claimedLength: UInt64?

    static func text(_ text: String, isFinal: Bool = true) -> ClientFrame {
        ClientFrame(payload: Array(text.utf8), isFinal: isFinal)
    }

    static func continuation(_ payload: [UInt8], isFinal: Bool = true) -> ClientFrame {
        ClientFrame(opcode: 0x0, payload: payload, isFinal: isFinal)
    }

    static func ping(_ text: String = "") -> ClientFrame { ClientFrame(opcode: 0x9, payload: Array(text.utf8)) }

    static func close(_ code: UInt16, _ reason: String = "") -> ClientFrame {
        ClientFrame(opcode: 0x8, payload: [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8))
    }

    var bytes: [UInt8] {
        var bytes = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
        let length = claimedLength ?? UInt64(payload.count)
        let masked: UInt8 = mask == nil ? 0 : 0x80
        switch lengthBits ?? (length < 126 ? 7 : length <= 0xFFFF ? 16 : 64) {
        case 7: bytes.append(masked | UInt8(length))
        case 16: bytes += [masked | 126] + (0..<2).reversed().map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
        default: bytes += [masked | 127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
        }
        guard let mask else { return bytes + payload }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
    }
}

extension ByteBuffer {
    var text: String { String(buffer: self) }
}
