/// One statement of a logical line, and whether its tokens may stand next to each other.
struct PythonStatement {
    let tokens: ArraySlice<PythonToken>
    /// Where the colon is that ends a compound statement's head; nil for a simple statement.
    private let colon: Int?

    /// A line's statements, which semicolons part.
    static func statements(of line: [PythonToken]) -> [PythonStatement] {
        var parts = line[...].split(omittingEmptySubsequences: false) { $0.isMark(";") }
        if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map(PythonStatement.init)
    }

    private init(tokens: ArraySlice<PythonToken>) {
        self.tokens = tokens
        colon = Self.isCompound(tokens) ? Self.headEnd(tokens) : nil
    }

    /// It ends in the colon behind which an indented block must follow.
    var opensBlock: Bool { colon == tokens.indices.last && colon != nil }

    /// It imports, assigns, calls, opens a block, or is one of the statements that are there for what they do.
    var acts: Bool {
        if colon != nil || tokens.first?.isKeyword("import", "from", "assert", "del", "raise") == true { return true }
        if tokens.contains(where: { $0.kind == .mark && Self.assignments.contains($0.text) }) { return true }
        return zip(tokens, tokens.dropFirst()).contains { callee, mark in
            mark.isMark("(") && !mark.isSpaced && (callee.kind == .name || callee.isMark(")", "]"))
        }
    }

    var isPlausible: Bool {
        guard let first = tokens.first, let last = tokens.last else { return false }
        if Self.isCompound(tokens), colon == nil { return false }
        guard mayBegin(first), mayEnd(last) else { return false }
        // A starred value is one of several, or takes several.
        if first.isMark("*"), !tokens.contains(where: { $0.isMark(",", "=") }) { return false }
        var depth = 0
        var hasIf = false
        for index in tokens.indices.dropFirst() {
            let (before, token) = (tokens[index - 1], tokens[index])
            hasIf = hasIf || before.isKeyword("if")
            if token.isKeyword("else"), !hasIf { return false }
            if before.isMark("(", "[", "{") { depth += 1 }
            if before.isMark(")", "]", "}") { depth -= 1 }
            guard mayFollow(token, before, index, depth) else { return false }
        }
        return true
    }

    // MARK: The first and the last token

    private static let compound: Set<String> = [
        "if", "elif", "else", "for", "while", "def", "class", "with", "try", "except", "finally", "async",
    ]
    /// They begin a statement, or follow the colon of a head in the same line.
    private static let leading: Set<String> = [
        "assert", "break", "class", "continue", "def", "del", "elif", "except", "finally", "global", "nonlocal", "pass",
        "return", "try", "while",
    ]
    private static let infix: Set<String> = ["and", "as", "in", "is", "or"]
    private static let assignments: Set<String> = [
        "=", "+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>=", ":=",
    ]
    /// Signs that may stand before a value without one before them.
    private static let prefixes: Set<String> = ["+", "-", "~", "*", "**", "(", "[", "{", "..."]

    /// `match` and `case` are keywords only where a head follows: behind them comes a value.
    private static func isCompound(_ tokens: ArraySlice<PythonToken>) -> Bool {
        guard let first = tokens.first else { return false }
        if first.kind == .keyword { return compound.contains(first.text) }
        return isSoftKeyword(tokens) && first.text != "type"
    }

    private static func isSoftKeyword(_ tokens: ArraySlice<PythonToken>) -> Bool {
        guard let first = tokens.first, first.kind == .name, let next = tokens.dropFirst().first else { return false }
        switch first.text {
        case "match", "case":
            return tokens.last?.isMark(":") == true && (next.beginsOperand || next.isMark("(", "[", "-", "*"))
        case "type": return next.kind == .name && tokens.contains { $0.isMark("=") }
        default: return false
        }
    }

    /// The first colon outside of brackets that is not a lambda's.
    private static func headEnd(_ tokens: ArraySlice<PythonToken>) -> Int? {
        var depth = 0
        var lambdas = 0
        for index in tokens.indices {
            let token = tokens[index]
            if token.isMark("(", "[", "{") { depth += 1 }
            if token.isMark(")", "]", "}") { depth -= 1 }
            guard depth == 0 else { continue }
            if token.isKeyword("lambda") { lambdas += 1 }
            if token.isMark(":") {
                if lambdas == 0 { return index }
                lambdas -= 1
            }
        }
        return nil
    }

    private func mayBegin(_ token: PythonToken) -> Bool {
        switch token.kind {
        case .keyword: !Self.infix.contains(token.text)
        case .mark: Self.prefixes.contains(token.text) || token.text == "@"
        default: true
        }
    }

    private func mayEnd(_ token: PythonToken) -> Bool {
        if token.endsOperand || token.isMark(",") { return true }
        if token.isMark(":") { return colon == tokens.indices.last }
        if token.isMark("*") { return tokens.first?.isKeyword("from") == true }
        return token.isKeyword("break", "continue", "pass", "raise", "return", "yield")
    }

    // MARK: Two tokens in a row

    private func mayFollow(_ token: PythonToken, _ before: PythonToken, _ index: Int, _ depth: Int) -> Bool {
        let startsBody = colon == index - 1
        if token.kind == .keyword, Self.leading.contains(token.text) {
            return startsBody || before.isKeyword("async")
        }
        if before.endsOperand, token.beginsOperand {
            let isSoft = index == tokens.startIndex + 1 && Self.isSoftKeyword(tokens)
            // An import's dots stand before its names.
            return isSoft || (before.kind == .string && token.kind == .string) || (isImport && before.isMark("..."))
        }
        guard token.kind == .mark else { return token.isKeyword("as", "is", "or", "and") ? before.endsOperand : true }
        if token.isMark(".", "...") {
            return before.endsOperand || before.isKeyword("from") || isImport || token.text == "..."
        }
        if Self.prefixes.contains(token.text) || token.isMark("@") { return !before.isMark(".") }
        if before.endsOperand { return true }
        return mayFollowWithoutValue(token, before, depth)
    }

    private var isImport: Bool { tokens.first?.isKeyword("from") == true }

    /// A sign that lacks the value before it: ends of brackets, slices, parameter lists, bare statements.
    private func mayFollowWithoutValue(_ token: PythonToken, _ before: PythonToken, _ depth: Int) -> Bool {
        switch token.text {
        case ")", "]", "}":
            before.isMark("(", "[", "{", ",", ":", "*", "/") || before.isKeyword("yield")
        case ":":
            before.isMark("[", ",", ":", "/", "*") || before.isKeyword("else", "try", "finally", "except", "lambda")
        case ",": before.isMark("*", "/", ":")
        // The end of the parameters that take no keyword.
        case "/": before.isMark(",")
        case "=": before.isMark(",") && depth == 0
        default: false
        }
    }
}
