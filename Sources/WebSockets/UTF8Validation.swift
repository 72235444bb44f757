/// Validates UTF-8 as it arrives, and fails at the first byte that cannot continue a valid text (RFC 6455, section 8.1).
package struct UTF8Validation {
    /// Continuation bytes still to come, and the range that the next of them must be in.
    private var missing = 0
    private var next: ClosedRange<UInt8> = 0x80...0xBF

    package init() {}

    /// Whether a text may end here.
    package var isComplete: Bool { missing == 0 }

    /// False when the bytes cannot be part of a valid text.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> Bool { Array(bytes).withUnsafeBytes { feed($0) } }

    /// The same.
    package mutating func feed(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < bytes.count {
            // ASCII goes by in eights.
            while missing == 0, index + 8 <= bytes.count,
                bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            { index += 8 }
            guard index < bytes.count else { break }
            let byte = bytes[index]
            index += 1
            if missing > 0 {
                guard next.contains(byte) else { return false }
                missing -= 1
                next = 0x80...0xBF
                continue
            }
            // Table 3-7 of the Unicode standard: the second byte's range excludes overlong forms, surrogates and
            // everything past U+10FFFF.
            switch byte {
            case 0x00...0x7F: continue
            case 0xC2...0xDF: expect(1, 0x80...0xBF)
            case 0xE0: expect(2, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE, 0xEF: expect(2, 0x80...0xBF)
            case 0xED: expect(2, 0x80...0x9F)
            case 0xF0: expect(3, 0x90...0xBF)
            case 0xF1...0xF3: expect(3, 0x80...0xBF)
            case 0xF4: expect(3, 0x80...0x8F)
            default: return false
            }
        }
        return true
    }

    private mutating func expect(_ count: Int, _ range: ClosedRange<UInt8>) {
        missing = count
        next = range
    }
}
