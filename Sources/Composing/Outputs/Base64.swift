/// Base64 with padding (RFC 4648, section 4).
enum Base64 {
    static func isValid(_ text: some RandomAccessCollection<UInt8>) -> Bool {
        let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return text.count.isMultiple(of: 4) && text.dropLast(padding).allSatisfy { value($0) != nil }
    }

    /// The bytes of a valid text, up to its padding.
    static func bytes(_ text: some Sequence<UInt8>) -> some Sequence<UInt8> {
        var text = text.makeIterator()
        var bits: UInt32 = 0
        var count = 0
        return AnyIterator {
            while count < 8 {
                guard let byte = text.next(), let value = value(byte) else { return nil }
                bits = bits << 6 | value
                count += 6
            }
            count -= 8
            return UInt8(truncatingIfNeeded: bits >> UInt32(count))
        }
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
