/// Cuts Python text into logical lines of tokens, going on behind what is wrong.
///
/// It knows brackets and backslashes that join lines, comments, numbers, and strings with every prefix, in one line or
/// in triple quotes, also f-strings with strings and f-strings inside (PEP 701). Linear in the text's length.
struct PythonScanner {
    struct Line {
        /// Columns; a tab goes on to the next multiple of eight.
        var indentation: Int
        var tokens: [PythonToken]
        /// Where it begins, from 1.
        var number: Int
        /// Its end was read: what follows does not belong to it.
        var isComplete: Bool
    }

    private struct Bracket {
        var mark: Unicode.Scalar
        var at: Int
    }

    /// f-strings in f-strings; Python itself allows 150.
    private static let nesting = 32

    private let text: [Unicode.Scalar]
    private var at = 0
    private var brackets: [Bracket] = []
    private var tokens: [PythonToken] = []
    private(set) var lines: [Line] = []
    /// Every bracket and every string was closed, and every character has a meaning.
    private(set) var isWhole = true
    /// The first thing that no Python takes; nil where it is only that this scanner does not follow.
    private(set) var problem: PythonProblem?
    /// The problem is that the text ends where it does.
    private(set) var isProblemOfEnd = false
    /// Up to where lines were counted, and the line there.
    private var counted = (at: 0, line: 1)

    init(_ text: String) {
        self.text = Array(text.unicodeScalars)
        if self.text.first == "\u{FEFF}" { at = 1 }
        while at < self.text.count { scanLine() }
        if let open = brackets.last { fail("'\(open.mark)' was never closed", at: open.at) }
    }

    /// The line of a place, counted from the last one on that was asked for.
    private mutating func line(of place: Int) -> Int {
        if place < counted.at { counted = (0, 1) }
        for scalar in text[counted.at..<place] where scalar == "\n" { counted.line += 1 }
        counted.at = place
        return counted.line
    }

    private mutating func fail(_ message: String, at place: Int) {
        if isWhole {
            problem = PythonProblem(kind: .syntax, line: line(of: min(place, text.count)), message: message)
            isProblemOfEnd = at >= text.count
        }
        isWhole = false
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? { at + ahead < text.count ? text[at + ahead] : nil }

    private mutating func skip(while isSkipped: (Unicode.Scalar) -> Bool) {
        while at < text.count, isSkipped(text[at]) { at += 1 }
    }

    private mutating func scanLine() {
        let number = line(of: at)
        var indentation = 0
        while let next = peek(), next == " " || next == "\t" || next == "\u{0C}" {
            indentation = next == "\t" ? (indentation / 8 + 1) * 8 : next == " " ? indentation + 1 : 0
            at += 1
        }
        var isSpaced = true
        var isComplete = false
        while let next = peek() {
            if next == "\n" {
                at += 1
                isComplete = brackets.isEmpty
                if isComplete { break }
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
        if !tokens.isEmpty {
            lines.append(
                Line(indentation: indentation, tokens: tokens, number: number, isComplete: isComplete))
        }
        tokens = []
    }

    private mutating func skipContinuation() {
        at += 1
        if peek() == "\r" { at += 1 }
        if peek() == "\n" {
            at += 1
        } else {
            fail("unexpected character after line continuation character", at: at)
        }
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
            if mark.count == 1 { balance(mark[0], at: start) }
            add(.mark, Self.string(mark[...]))
        } else {
            at += 1
            fail(first.isASCII ? "invalid syntax" : "invalid character '\(first)'", at: start)
        }
    }

    private mutating func balance(_ mark: Unicode.Scalar, at place: Int) {
        switch mark {
        case "(", "[", "{": brackets.append(Bracket(mark: mark, at: place))
        case ")", "]", "}":
            let opening: Unicode.Scalar = mark == ")" ? "(" : mark == "]" ? "[" : "{"
            guard let open = brackets.popLast() else { return fail("unmatched '\(mark)'", at: place) }
            guard open.mark != opening else { return }
            fail("closing parenthesis '\(mark)' does not match opening parenthesis '\(open.mark)'", at: place)
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
        // Python takes a keyword right behind a number, with a warning.
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
        let start = at
        at += isTriple ? 3 : 1
        while let next = peek() {
            if next == "\\" {
                // It does not take a brace's meaning away.
                at += isFormatted && peek(1) == "{" ? 1 : 2
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
        fail(isTriple ? "unterminated triple-quoted string literal" : "unterminated string literal", at: start)
    }

    /// A replacement field of an f-string, from behind its `{` to behind its `}`.
    private mutating func scanReplacement(depth: Int) {
        guard depth <= Self.nesting else {
            isWhole = false
            return
        }
        let start = at
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
        fail("f-string: expecting '}'", at: start)
    }

    /// A replacement field's format, from its `:` to behind the field's `}`.
    private mutating func scanFormat(depth: Int) {
        while let next = peek(), next != "\n" {
            at += 1
            if next == "}" { return }
            if next == "{" { scanReplacement(depth: depth + 1) }
        }
        fail("f-string: expecting '}'", at: at)
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { value >= 0x30 && value <= 0x39 }
}
