import Wire

/// The calls of `run_python` in one answer, as fenced blocks of its text, so that everything behind a stream sees one kind of
/// answer. One call comes after the other.
struct ProgramCalls: Sendable {
    /// Longer than any that a program is likely to hold.
    private static let fence = "~~~~~~~~"

    private struct Call: Sendable {
        var id: String?
        var index: Int?
        var arguments = CallArguments()
        var endsInLineBreak = true
    }

    private var call: Call?

    /// A piece of a call. Servers name a call by its id in its first piece, by its index in all, by both, or by one that is
    /// the same for all calls: another begins where either differs, and where the one before is complete.
    mutating func feed(_ piece: String, id: String? = nil, index: Int? = nil) -> [AnswerDelta] {
        let id = id?.isEmpty == true ? nil : id
        var text = ""
        if let call, differs(call.id, id) || differs(call.index, index) || begins(piece, behind: call) {
            text += close()
        }
        var call = call ?? Call()
        call.id = call.id ?? id
        call.index = call.index ?? index
        let hadBegun = call.arguments.hasBegun
        let program = call.arguments.feed(piece)
        if !hadBegun, call.arguments.hasBegun { text += "\n\(Self.fence)python\n" }
        if let last = program.unicodeScalars.last { call.endsInLineBreak = last == "\n" }
        self.call = call
        return Self.delta(text + program)
    }

    /// A whole call.
    mutating func feed(whole arguments: JSON?) -> [AnswerDelta] {
        let before = finish()
        let text = arguments?.string ?? arguments?.text ?? ""
        return before + feed(text) + finish()
    }

    /// No more of the call comes. A program that is not complete stays open.
    mutating func finish() -> [AnswerDelta] { Self.delta(close()) }

    private mutating func close() -> String {
        defer { call = nil }
        guard let call, call.arguments.isComplete else { return "" }
        return "\(call.endsInLineBreak ? "" : "\n")\(Self.fence)\n"
    }

    private func differs<Name: Equatable>(_ known: Name?, _ given: Name?) -> Bool {
        guard let known, let given else { return false }
        return known != given
    }

    private func begins(_ piece: String, behind call: Call) -> Bool {
        call.arguments.isComplete && piece.first { !$0.isWhitespace } == "{"
    }

    private static func delta(_ text: String) -> [AnswerDelta] {
        text.isEmpty ? [] : [AnswerDelta(channel: .answer, text: text)]
    }
}
