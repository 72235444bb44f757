/// Cuts Python text into logical lines of tokens, going on behind what is wrong.
///
/// It knows brackets and backslashes that join lines, comments, numbers, and strings with every prefix, in one line or
/// in triple quotes, also f-strings with strings and f-strings inside (PEP 701). Linear in the text's length.
struct PythonScanner {
    struct Line {
        /// Columns; a tab goes on to the next multiple of eight.
        var indentation: Int
        var tokens: [PythonToken]
    }

    /// f-strings in f-strings; Python itself allows 150.
    private static let nesting = 32

    private let text: [Unicode.Scalar]
    private var at = 0
    private var brackets: [Unicode.Scalar] = []
    private var tokens: [PythonToken] = []
    private(set) var lines: [Line] = []
    /// Every bracket and every string was closed, and every character has a meaning.
    private(set) var isWhole = true

    init(_ text: String) {
        self.text = Array(text.unicodeScalars)
        if self.text.first == "\u{FEFF}" { at = 1 }
        while at < self.text.count { scanLine() }
        if !brackets.isEmpty { isWhole = false }
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? { at + ahead < text.count ? text[at + ahead] : nil }

    private mutating func skip(while isSkipped: (Unicode.Scalar) -> Bool) {
        while at < text.count, isSkipped(text[at]) { at += 1 }
    }

    private mutating func scanLine() {
        var indentation = 0
        while let next = peek(), next == " " || next == "\t" || next == "\u{0C}" {
            indentation = next == "\t" ? (indentation / 8 + 1) * 8 : next == " " ? indentation + 1 : 0
            at += 1
        }
        var isSpaced = true
        while let next = peek() {
            if next == "\n" {
                at += 1
                if brackets.isEmpty { break }
                isSpaced = true
            } else if next == " " || next == "\t" || next == "\r" || next == "\u{0C}" {
                at += 1
                isSpaced = true
            } else if next == "\\" {
                skipContinuation()
                isSpaced = true
            } else if next == "#" {
                skip { $0 != "\n" }
            } else {
                scanToken(isSpaced)
                isSpaced = false
            }
        }
        if !tokens.isEmpty { lines.append(Line(indentation: indentation, tokens: tokens)) }
        tokens = []
    }

    private mutating func skipContinuation() {
        at += 1
        if peek() == "\r" { at += 1 }
        if peek() == "\n" { at += 1 } else { isWhole = false }
    }

    private mutating func scanToken(_ isSpaced: Bool) {
        let start = at
        func add(_ kind: PythonToken.Kind, _ text: String) {
            tokens.append(PythonToken(kind: kind, text: text, isSpaced: isSpaced))
        }
        let first = text[at]
        if first == "\"" || first == "'" {
            scanString(prefix: [], depth: 0)
            add(.string, "")
        } else if first == "_" || first.properties.isXIDStart {
            skip { $0 == "_" || $0.properties.isXIDContinue }
            let word = text[start..<at]
            if let next = peek(), next == "\"" || next == "'", Self.isStringPrefix(word) {
                scanString(prefix: word, depth: 0)
                add(.string, "")
            } else {
                let name = Self.string(word)
                add(PythonToken.keywords.contains(name) ? .keyword : .name, name)
            }
        } else if first.isDigit || (first == "." && peek(1)?.isDigit == true) {
            add(.number, scanNumber())
        } else if let mark = PythonToken.marks.first(where: { text[start...].starts(with: $0) }) {
            at += mark.count
            balance(mark[0], count: mark.count)
            add(.mark, Self.string(mark[...]))
        } else {
            at += 1
            isWhole = false
        }
    }

    private mutating func balance(_ mark: Unicode.Scalar, count: Int) {
        guard count == 1 else { return }
        switch mark {
        case "(", "[", "{": brackets.append(mark)
        case ")", "]", "}":
            let opening: Unicode.Scalar = mark == ")" ? "(" : mark == "]" ? "[" : "{"
            if brackets.popLast() != opening { isWhole = false }
        default: break
        }
    }

    private mutating func scanNumber() -> String {
        let start = at
        let isBased = text[at] == "0" && ["x", "X", "o", "O", "b", "B"].contains(peek(1) ?? " ")
        var points = 0
        while let next = peek() {
            if next == "." { points += 1 }
            guard next == "." || next == "_" || next.properties.isXIDContinue else { break }
            at += 1
            if !isBased, next == "e" || next == "E", let sign = peek(), sign == "+" || sign == "-" { at += 1 }
        }
        let word = text[start..<at]
        let letters = isBased ? "0123456789abcdefABCDEFxXoO_" : "0123456789._eE+-jJ"
        if points > 1 || !word.allSatisfy(letters.unicodeScalars.contains) { isWhole = false }
        return Self.string(word)
    }

    private static func isStringPrefix(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
        word.count <= 2 && ["r", "b", "u", "f", "br", "rb", "fr", "rf"].contains(string(word).lowercased())
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// From the opening quote to behind the closing one; a string that ends with its line is not whole.
    private mutating func scanString(prefix: ArraySlice<Unicode.Scalar>, depth: Int) {
        let isFormatted = prefix.contains("f") || prefix.contains("F")
        let quote = text[at]
        let isTriple = peek(1) == quote && peek(2) == quote
        at += isTriple ? 3 : 1
        while let next = peek() {
            if next == "\\" {
                at += 2
            } else if next == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                at += isTriple ? 3 : 1
                return
            } else if next == "\n", !isTriple {
                break
            } else if isFormatted, next == "{", peek(1) != "{" {
                at += 1
                scanReplacement(depth: depth + 1)
            } else {
                at += isFormatted && next == "{" ? 2 : 1
            }
        }
        at = min(at, text.count)
        isWhole = false
    }

    /// A replacement field of an f-string, from behind its `{` to behind its `}`.
    private mutating func scanReplacement(depth: Int) {
        guard depth <= Self.nesting else {
            isWhole = false
            return
        }
        var open = 0
        while let next = peek() {
            switch next {
            case "(", "[", "{": open += 1
            case ")", "]": open -= 1
            case "}" where open == 0:
                at += 1
                return
            case "}": open -= 1
            case ":" where open == 0: return scanFormat(depth: depth)
            case "\"", "'":
                let prefix = text[max(0, at - 2)..<at]
                scanString(prefix: prefix.drop { $0 != "f" && $0 != "F" && $0 != "r" && $0 != "R" }, depth: depth)
                continue
            default: break
            }
            at += 1
        }
        isWhole = false
    }

    /// A replacement field's format, from its `:` to behind the field's `}`.
    private mutating func scanFormat(depth: Int) {
        while let next = peek(), next != "\n" {
            at += 1
            if next == "}" { return }
            if next == "{" { scanReplacement(depth: depth + 1) }
        }
        isWhole = false
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { value >= 0x30 && value <= 0x39 }
}
