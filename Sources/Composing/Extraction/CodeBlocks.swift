/// The closed blocks of an answer, of which one is chosen: the last that makes a figure, or the last.
struct CodeBlocks: Sendable {
    private var figure: String?
    private var program: String?
    /// Of a call that was written as JSON.
    private var called: String?
    /// Without a label and unlike a program.
    private var unlikely: String?
    /// A block of any language was closed.
    private(set) var sawAny = false

    var choice: String? { figure ?? program ?? called ?? unlikely }

    static func isPython(_ language: String) -> Bool { ["", "python", "py", "python3"].contains(language) }

    mutating func add(_ code: String, language: String) {
        sawAny = true
        if ["", "json", "tool_call"].contains(language), let program = WrittenCalls.program(in: code) {
            called = program
            return
        }
        guard Self.isPython(language), !code.allSatisfy(\.isWhitespace) else { return }
        let source = PythonSource(code)
        if language.isEmpty, !source.isProgram {
            unlikely = code
        } else {
            program = code
            if source.makesFigure { figure = code }
        }
    }
}
