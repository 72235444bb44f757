/// One extension that a client offers in `Sec-WebSocket-Extensions` (RFC 6455, section 9.1).
struct ExtensionOffer: Equatable {
    struct Parameter: Equatable {
        /// In lower case: names in these headers are compared without case.
        var name: String
        /// Without its quotes; nil when there is none.
        var value: String?
    }

    /// In lower case.
    var name: String
    var parameters: [Parameter] = []

    /// The offers of all header lines, in the client's order of preference. One that is not well-formed is left out: its
    /// neighbours are good all the same.
    static func offers(in lines: [String]) -> [ExtensionOffer] {
        lines.flatMap { pieces(of: Array($0.utf8)[...], at: UInt8(ascii: ",")) }.compactMap(ExtensionOffer.init)
    }

    private init?(_ text: ArraySlice<UInt8>) {
        let pieces = Self.pieces(of: text, at: UInt8(ascii: ";"))
        guard let name = Self.token(Self.trimmed(pieces[0])) else { return nil }
        self.name = name.lowercased()
        for piece in pieces.dropFirst() {
            guard let parameter = Self.parameter(piece) else { return nil }
            parameters.append(parameter)
        }
    }

    private static func parameter(_ text: ArraySlice<UInt8>) -> Parameter? {
        guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
            return token(trimmed(text)).map { Parameter(name: $0.lowercased()) }
        }
        let rest = trimmed(text[(equals + 1)...])
        guard let name = token(trimmed(text[..<equals])), let value = rest.first == quote ? quoted(rest) : token(rest)
        else {
            return nil
        }
        return Parameter(name: name.lowercased(), value: value)
    }

    /// A quoted value is, without its quotes and backslashes, a token.
    private static func quoted(_ text: ArraySlice<UInt8>) -> String? {
        guard text.count >= 2, text.last == quote else { return nil }
        var value: [UInt8] = []
        var isEscaped = false
        for byte in text.dropFirst().dropLast() {
            if !isEscaped, byte == quote { return nil }
            if !isEscaped, byte == backslash {
                isEscaped = true
            } else {
                value.append(byte)
                isEscaped = false
            }
        }
        return isEscaped ? nil : token(value[...])
    }

    /// RFC 7230, section 3.2.6.
    private static func token(_ text: ArraySlice<UInt8>) -> String? {
        guard !text.isEmpty, text.allSatisfy(isTokenByte) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// What stands between separators, of which those in quotes are none.
    private static func pieces(of text: ArraySlice<UInt8>, at separator: UInt8) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        var (isQuoted, isEscaped) = (false, false)
        for (index, byte) in zip(text.indices, text) {
            if isEscaped {
                isEscaped = false
            } else if byte == backslash {
                isEscaped = isQuoted
            } else if byte == quote {
                isQuoted.toggle()
            } else if byte == separator, !isQuoted {
                pieces.append(text[start..<index])
                start = index + 1
            }
        }
        return pieces + [text[start...]]
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let text = text.drop(while: isSpace)
        return text.lastIndex { !isSpace($0) }.map { text[...$0] } ?? []
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
}
