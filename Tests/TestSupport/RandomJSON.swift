public import Wire

extension SeededGenerator {
    /// A value of any shape, at most `depth` deep, whose objects hold no key twice.
    public mutating func json(depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &self) {
        case 0: return .null
        case 1: return .bool(once(in: 2))
        case 2: return .integer(Int64.random(in: -1_000_000...1_000_000, using: &self))
        case 3: return .integer(pick([0, 1, -1, 999_999_999_999_999_999, -999_999_999_999_999_999]))
        case 4: return .number(double())
        case 5: return .string(text())
        case 6: return .array((0..<Int.random(in: 0..<5, using: &self)).map { _ in json(depth: depth - 1) })
        default:
            var keys: Set<String> = []
            for _ in 0..<Int.random(in: 0..<12, using: &self) { keys.insert(text()) }
            return .object(keys.sorted().map { JSON.Member(key: $0, value: json(depth: depth - 1)) })
        }
    }

    /// Up to 12 scalars of every length in UTF-8, with those that must be escaped.
    public mutating func text() -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "Z", "\"", "\\", "/", "\n", "\r", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{301}", "ß", "\u{2028}",
            "\u{FFFD}", "漢", "🙂", "\u{10FFFF}",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &self) { text.unicodeScalars.append(pick(scalars)) }
        return text
    }

    private mutating func double() -> Double {
        let any = Double(bitPattern: next())
        return any.isFinite ? any : 0.5
    }
}
