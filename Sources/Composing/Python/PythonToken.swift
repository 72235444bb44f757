/// One token of Python text (Python reference, chapter 2), as far as `PythonSource` needs to tell them apart.
struct PythonToken: Sendable, Equatable {
    enum Kind: Sendable {
        case name, keyword, number, string
        /// An operator or a delimiter.
        case mark
    }

    var kind: Kind
    /// Empty for a string.
    var text: String
    /// White space stands before it.
    var isSpaced: Bool

    func isMark(_ texts: String...) -> Bool { kind == .mark && texts.contains(text) }
    func isKeyword(_ texts: String...) -> Bool { kind == .keyword && texts.contains(text) }

    /// A value may end here, so that a value cannot begin right behind it.
    var endsOperand: Bool {
        switch kind {
        case .name, .number, .string: true
        case .keyword: Self.constants.contains(text)
        case .mark: isMark(")", "]", "}", "...")
        }
    }

    /// A value begins here and cannot be anything else.
    var beginsOperand: Bool {
        switch kind {
        case .name, .number, .string: true
        case .keyword: Self.constants.contains(text)
        case .mark: isMark("{", "...")
        }
    }

    static let constants: Set<String> = ["None", "True", "False"]

    static let keywords: Set<String> = [
        "None", "True", "False", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ]

    /// Longest first within a length, so that the first that fits is the one meant.
    static let marks: [[Unicode.Scalar]] = [
        "**=", "//=", ">>=", "<<=", "...", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=", "==", "!=",
        "<=", ">=", "<<", ">>", "**", "//", "+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(", ")", "[",
        "]", "{", "}", ",", ":", ".", ";", "=",
    ].map { Array($0.unicodeScalars) }
}
