import Wire

/// A PNG in base64 (RFC 4648, section 4; line breaks as in MIME are taken out).
enum PNGImage {
    /// Pixels that a page may be made to unpack: 8,192 × 8,192.
    static let pixels = 64 << 20

    static func validated(_ image: JSON) throws(InvalidOutput) -> JSON {
        guard let text = image.string else { throw .output("A display's image/png must be a string of base64.") }
        let bytes = Array(text.utf8)
        let encoded = bytes.contains { $0 == 0x0A || $0 == 0x0D } ? bytes.filter { $0 != 0x0A && $0 != 0x0D } : bytes
        guard Base64.isValid(encoded) else { throw .output("A display's image/png is not base64.") }
        // The signature and the header chunk, which gives the size (PNG 3rd edition, sections 5.2 and 11.2.1).
        let head = Array(Base64.bytes(encoded.prefix(32)))
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
}
