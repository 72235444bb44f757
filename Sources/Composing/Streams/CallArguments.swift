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
    /// The program's string was opened.
    private(set) var hasBegun = false
    /// It was closed.
    private(set) var isComplete = false

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
            let isProgram = key == "code" && !hasBegun
            hasBegun = hasBegun || isProgram
            place = isProgram ? .program : .otherText
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
