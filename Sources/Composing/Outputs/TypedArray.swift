import Wire

/// Numbers as plotly writes numpy's: `{"dtype": "f8", "bdata": BASE64, "shape": "2, 3"}`, little-endian.
struct TypedArray {
    /// Bytes of one element by its type, under plotly.js's short and long names (lib/array.js).
    private static let widths = [
        "i1": 1, "u1": 1, "u1c": 1, "i2": 2, "u2": 2, "i4": 4, "u4": 4, "f4": 4, "f8": 8, "int8": 1, "uint8": 1,
        "uint8c": 1, "int16": 2, "uint16": 2, "int32": 4, "uint32": 4, "float32": 4, "float64": 8,
    ]

    private let type: String
    private let width: Int
    private let base64: String

    /// Nil for what is no typed array.
    /// - Throws: for one that plotly.js could not read.
    init?(_ members: [JSON.Member]) throws(InvalidOutput) {
        guard let data = members.first(where: { $0.key == "bdata" })?.value else { return nil }
        let type = members.first { $0.key == "dtype" }?.value.string ?? ""
        guard let width = Self.widths[type] else {
            throw .figure(
                "The figure has a typed array whose dtype plotly does not have: \(InvalidOutput.quoted(type)).")
        }
        guard let base64 = data.string, Base64.isValid(Array(base64.utf8)) else {
            throw .figure("The figure has a typed array whose bdata is not base64.")
        }
        (self.type, self.width, self.base64) = (type, width, base64)
    }

    /// Whether an element is a number: floats may all be NaN.
    var holdsNumber: Bool {
        guard type.hasPrefix("f") else { return !base64.isEmpty }
        var bits: UInt64 = 0
        var count: UInt64 = 0
        for byte in Base64.bytes(base64.utf8) {
            bits |= UInt64(byte) << (8 * count)
            count += 1
            guard count == width else { continue }
            let isNumber = width == 4 ? !Float(bitPattern: UInt32(bits)).isNaN : !Double(bitPattern: bits).isNaN
            if isNumber { return true }
            (bits, count) = (0, 0)
        }
        return false
    }
}
