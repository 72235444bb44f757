/// The arguments of a call of `run_python`, `{"code": "…"}`, read while they come: what of the program each piece adds.
///
/// The object may stand inside another, as the member `arguments` or `parameters` of a call that a model wrote as text. Line
/// breaks inside of strings are taken as they are, although JSON escapes them: models forget to. Anything else that is no
/// JSON ends in a program that is not closed, or in none.
struct CallArguments: Sendable {
    private enum Place: Sendable {
        /// Before the first object.
        case outside
        /// Where a member, or the end of the object, is next.
        case member
        case key
        case colon
        case value
        case program
        case otherText
        /// A number or a word.
        case word
        /// Inside of arrays and objects that do not matter.
        case nested(depth: Int, inText: Bool)
        case end
    }

    private var place = Place.outside
    private var text = EscapedText()
    private var key = ""
    /// Objects around the one that is being read.
    private var depth = 0
    private var hasProgram = false
    /// The program's string was closed.
    private(set) var isComplete = false

    /// The beginning of the string was read.
    var hasBegun: Bool { hasProgram }

    /// - Returns: what the piece adds to the program.
    mutating func feed(_ piece: String) -> String {
        var program = ""
        for scalar in piece.unicodeScalars { read(scalar, into: &program) }
        return program
    }

    /// The program of a call that was written as text; nil where that is no such call.
    static func program(in call: some StringProtocol) -> String? {
        var arguments = CallArguments()
        let program = arguments.feed(String(call))
        return arguments.isComplete ? program : nil
    }

    private mutating func read(_ scalar: Unicode.Scalar, into program: inout String) {
        switch place {
        case .outside: if scalar == "{" { place = .member }
        case .member:
            if scalar == "\"" {
                (place, key) = (.key, "")
            } else if scalar == "}" {
                depth -= 1
                place = depth < 0 ? .end : .member
            }
        case .key: if text.read(scalar, into: &key) { place = .colon }
        case .colon: if scalar == ":" { place = .value }
        case .value: begin(scalar)
        case .program:
            if text.read(scalar, into: &program) { (place, isComplete) = (.member, true) }
        case .otherText:
            var rest = ""
            if text.read(scalar, into: &rest) { place = .member }
        case .word:
            if scalar == "," { place = .member }
            if scalar == "}" {
                place = .member
                read(scalar, into: &program)
            }
        case .nested(let depth, let inText): skip(scalar, depth, inText)
        case .end: break
        }
    }

    private mutating func begin(_ scalar: Unicode.Scalar) {
        switch scalar {
        case " ", "\n", "\r", "\t": break
        case "\"":
            place = key == "code" && !hasProgram ? .program : .otherText
            if case .program = place { hasProgram = true }
        case "{" where depth == 0 && (key == "arguments" || key == "parameters"):
            depth += 1
            place = .member
        case "{", "[": place = .nested(depth: 1, inText: false)
        default: place = .word
        }
    }

    private mutating func skip(_ scalar: Unicode.Scalar, _ depth: Int, _ inText: Bool) {
        if inText {
            var rest = ""
            if text.read(scalar, into: &rest) { place = .nested(depth: depth, inText: false) }
            return
        }
        switch scalar {
        case "\"": place = .nested(depth: depth, inText: true)
        case "{", "[": place = .nested(depth: depth + 1, inText: false)
        case "}", "]": place = depth == 1 ? .member : .nested(depth: depth - 1, inText: false)
        default: break
        }
    }
}

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
