/// What stands between the quotes of a JSON string (RFC 8259, section 7), a character at a time.
struct EscapedText: Sendable {
    private enum Escape: Sendable {
        case none, begun
        /// Digits so far of a UTF-16 code unit.
        case digits(UInt32, count: Int)
    }

    private var escape = Escape.none
    /// The first half of a surrogate pair.
    private var high: UInt32?

    /// - Returns: whether this was the closing quote.
    mutating func read(_ scalar: Unicode.Scalar, into text: inout String) -> Bool {
        switch escape {
        case .none where scalar == "\\": escape = .begun
        case .none:
            giveUpPair(into: &text)
            if scalar == "\"" { return true }
            text.unicodeScalars.append(scalar)
        case .begun:
            escape = .none
            if scalar == "u" {
                escape = .digits(0, count: 0)
            } else {
                giveUpPair(into: &text)
                text.unicodeScalars.append(Self.short[scalar] ?? scalar)
            }
        case .digits(let value, let count):
            guard let digit = Character(scalar).hexDigitValue, scalar.isASCII else {
                // No escape after all.
                escape = .none
                giveUpPair(into: &text)
                text.unicodeScalars.append(Self.replacement)
                return read(scalar, into: &text)
            }
            let value = value << 4 | UInt32(digit)
            escape = count == 3 ? .none : .digits(value, count: count + 1)
            if count == 3 { add(value, to: &text) }
        }
        return false
    }

    private mutating func add(_ unit: UInt32, to text: inout String) {
        if let high, 0xDC00...0xDFFF ~= unit {
            self.high = nil
            let value = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
            text.unicodeScalars.append(Unicode.Scalar(value) ?? Self.replacement)
            return
        }
        giveUpPair(into: &text)
        if 0xD800...0xDBFF ~= unit {
            high = unit
        } else {
            text.unicodeScalars.append(Unicode.Scalar(unit) ?? Self.replacement)
        }
    }

    /// Half a pair stands for nothing.
    private mutating func giveUpPair(into text: inout String) {
        if high != nil { text.unicodeScalars.append(Self.replacement) }
        high = nil
    }

    private static let replacement: Unicode.Scalar = "\u{FFFD}"
    private static let short: [Unicode.Scalar: Unicode.Scalar] = [
        "n": "\n", "r": "\r", "t": "\t", "b": "\u{8}", "f": "\u{C}",
    ]
}
