/// Calls of `run_python` that a model wrote into its text: some do so where they should call, and some chat templates leave
/// it to whoever reads.
enum WrittenCalls {
    /// The program of the last call outside of fenced blocks: behind a `<tool_call>`, or where the whole text is one.
    static func choice(in prose: String) -> String? {
        let tagged = prose.split(separator: "<tool_call>", omittingEmptySubsequences: false).dropFirst()
        if let program = tagged.compactMap({ program(in: $0) }).last { return program }
        return prose.first { !$0.isWhitespace } == "{" ? program(in: prose) : nil
    }

    /// Nil for what is no call, or has something else than a program where that should be.
    static func program(in call: some StringProtocol) -> String? {
        guard let program = CallArguments.program(in: call), PythonSource(program).isProgram else { return nil }
        return program
    }
}
