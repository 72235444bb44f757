import Wire

/// A PNG in base64 (RFC 4648, section 4; line breaks as in MIME are taken out).
enum PNGImage {
    /// Pixels that a page may be made to unpack: 8,192 × 8,192.
    static let pixels = 64 << 20

    static func validated(_ image: JSON) throws(InvalidOutput) -> JSON {
        guard let text = image.string else { throw .output("A display's image/png must be a string of base64.") }
        let bytes = Array(text.utf8)
        let encoded = bytes.contains { $0 == 0x0A || $0 == 0x0D } ? bytes.filter { $0 != 0x0A && $0 != 0x0D } : bytes
        guard isBase64(encoded) else { throw .output("A display's image/png is not base64.") }
        // The signature and the header chunk, which gives the size (PNG 3rd edition, sections 5.2 and 11.2.1).
        let head = decoded(encoded.prefix(32))
        guard head.count == 24, head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            head[12..<16].elementsEqual("IHDR".utf8)
        else { throw .output("A display's image/png is not a PNG image.") }
        let (width, height) = (number(head[16..<20]), number(head[20..<24]))
        guard width > 0, height > 0, width <= pixels / height else {
            throw .output("The image has \(width) × \(height) pixels, more than can be shown: make it smaller.")
        }
        return .string(String(decoding: encoded, as: UTF8.self))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    private static func isBase64(_ bytes: [UInt8]) -> Bool {
        let padding = bytes.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return bytes.count.isMultiple(of: 4) && bytes.dropLast(padding).allSatisfy { value($0) != nil }
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

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        for (index, byte) in bytes.enumerated() {
            guard let value = value(byte) else { break }
            bits = bits << 6 | value
            if index % 4 == 3 {
                result += [
                    UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
                    UInt8(truncatingIfNeeded: bits),
                ]
            }
        }
        return result
    }
}
