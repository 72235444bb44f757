/// Why a text is not the JSON that is wanted.
public struct JSONError: Error, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        case unexpected, unterminated, invalidUTF8, invalidNumber
        case duplicateKey(String)
        case tooDeep(limit: Int)
        case trailing
    }

    public let reason: Reason
    /// The byte at which it went wrong, from 0.
    public let offset: Int

    public var description: String {
        let what =
            switch reason {
            case .unexpected: "an unexpected character"
            case .unterminated: "an unexpected end"
            case .invalidUTF8: "invalid UTF-8"
            case .invalidNumber: "a number that is not one, or out of range"
            case .duplicateKey(let key): "the key \"\(key.prefix(40))\" a second time"
            case .tooDeep(let limit): "nesting deeper than \(limit)"
            case .trailing: "text after the value"
            }
        return "not valid JSON: \(what) at byte \(offset)"
    }
}

extension JSON {
    /// Reads one value (RFC 8259, strictly), with white space around it.
    /// - Parameter depth: how deep arrays and objects may nest.
    public init(parsing bytes: some Sequence<UInt8>, depth: Int = Limits.depth) throws(JSONError) {
        let bytes = ContiguousArray(bytes)
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSON, JSONError> in
            var parser = JSONParser(bytes: buffer, limit: depth)
            do throws(JSONError) { return .success(try parser.document()) } catch { return .failure(error) }
        }
        self = try result.get()
    }

    public init(parsing text: String, depth: Int = Limits.depth) throws(JSONError) {
        try self.init(parsing: text.utf8, depth: depth)
    }
}

/// One pass over the bytes, without recursion deeper than `limit`.
private struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let limit: Int
    var at = 0
    var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limit: Int) {
        self.bytes = bytes
        self.limit = limit
    }

    mutating func document() throws(JSONError) -> JSON {
        let value = try value()
        skipSpace()
        guard at == bytes.count else { throw error(.trailing) }
        return value
    }

    private func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: at) }

    private mutating func skipSpace() {
        while at < bytes.count, case let byte = bytes[at], byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
        {
            at += 1
        }
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard at < bytes.count else { throw error(.unterminated) }
        return bytes[at]
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let count = text.utf8CodeUnitCount
        guard at + count <= bytes.count else { throw error(.unterminated) }
        for index in 0..<count where bytes[at + index] != text.utf8Start[index] { throw error(.unexpected) }
        at += count
        return value
    }

    private mutating func descend() throws(JSONError) {
        guard depth < limit else { throw error(.tooDeep(limit: limit)) }
        depth += 1
        at += 1
    }

    /// After an element: true for a comma, false for the end.
    private mutating func more(until end: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        let byte = try peek()
        guard byte == UInt8(ascii: ",") || byte == end else { throw error(.unexpected) }
        at += 1
        if byte == end { depth -= 1 }
        return byte != end
    }

    private mutating func array() throws(JSONError) -> JSON {
        try descend()
        var elements: [JSON] = []
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            at += 1
            depth -= 1
            return .array(elements)
        }
        repeat { elements.append(try value()) } while try more(until: UInt8(ascii: "]"))
        return .array(elements)
    }

    private mutating func object() throws(JSONError) -> JSON {
        try descend()
        var members: [JSON.Member] = []
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            at += 1
            depth -= 1
            return .object(members)
        }
        // Two readers of a repeated key may see two different values, so it is refused. Keys are compared by their bytes:
        // "é" in one code point and in two are equal strings to Swift, and two keys to everybody else.
        var seen: Set<[UInt8]> = []
        repeat {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpected) }
            let key = try string()
            if members.count == 8 { seen.formUnion(members.map { Array($0.key.utf8) }) }
            let repeated =
                members.count < 8
                ? members.contains { $0.key.utf8.elementsEqual(key.utf8) } : !seen.insert(Array(key.utf8)).inserted
            if repeated { throw error(.duplicateKey(key)) }
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw error(.unexpected) }
            at += 1
            members.append(JSON.Member(key: key, value: try value()))
        } while try more(until: UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = at
        var isInteger = true
        if try peek() == UInt8(ascii: "-") { at += 1 }
        let first = try peek()
        let integerDigits = try digits()
        if first == UInt8(ascii: "0"), integerDigits > 1 { throw error(.invalidNumber) }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            isInteger = false
            at += 1
            _ = try digits()
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            _ = try digits()
        }
        let text = UnsafeBufferPointer(rebasing: bytes[start..<at])
        if isInteger, integerDigits <= 18 {
            let negative = text[0] == UInt8(ascii: "-")
            let magnitude = text.dropFirst(negative ? 1 : 0).reduce(Int64(0)) {
                $0 * 10 + Int64($1 - UInt8(ascii: "0"))
            }
            // An integer has no negative zero.
            return negative && magnitude == 0 ? .number(-0.0) : .integer(negative ? -magnitude : magnitude)
        }
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
            throw error(.invalidNumber)
        }
        return .number(value)
    }

    private mutating func digits() throws(JSONError) -> Int {
        let start = at
        while at < bytes.count, bytes[at] >= UInt8(ascii: "0"), bytes[at] <= UInt8(ascii: "9") { at += 1 }
        guard at > start else { throw error(at < bytes.count ? .unexpected : .unterminated) }
        return at - start
    }

    private mutating func string() throws(JSONError) -> String {
        at += 1
        let start = at
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") {
                let text = try utf8(start..<at)
                at += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw error(.unexpected) }
            at += 1
        }
    }

    private func utf8(_ range: Range<Int>) throws(JSONError) -> String {
        guard let text = String(validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) else {
            throw error(.invalidUTF8)
        }
        return text
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = try utf8(start..<at)
        var plain = at
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                text += try utf8(plain..<at)
                at += 1
                return text
            case UInt8(ascii: "\\"):
                text += try utf8(plain..<at)
                at += 1
                text.unicodeScalars.append(try escape())
                plain = at
            case 0..<0x20: throw error(.unexpected)
            default: at += 1
            }
        }
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let byte = try peek()
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error(.unexpected)
        }
    }

    /// A surrogate without its partner, which JavaScript's strings may hold, becomes U+FFFD.
    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let unit = try hex4()
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(UInt32(unit)) ?? "\u{FFFD}" }
        let resume = at
        if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") {
            at += 2
            let trail = try hex4()
            if UTF16.isTrailSurrogate(trail) {
                let value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(trail) - 0xDC00)
                return Unicode.Scalar(value) ?? "\u{FFFD}"
            }
            at = resume
        }
        return "\u{FFFD}"
    }

    private mutating func hex4() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let byte = try peek()
            let digit: UInt8 =
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
                case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
                case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
                default: throw error(.unexpected)
                }
            unit = unit << 4 | UInt16(digit)
            at += 1
        }
        return unit
    }
}
