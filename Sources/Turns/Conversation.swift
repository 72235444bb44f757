import Wire

/// What a model is told of the turns before: of each, the prompt, the program that it came to (a person's edit included) or what was
/// said instead, and what came of it. The last turns, as whole ones, newest first, as far as they fit.
public struct Conversation: Sendable, Hashable {
    /// Turns that are told of.
    static let turns = 8
    /// Turns that are remembered: the one in flight is one of them.
    public static let remembered = turns + 1
    /// UTF-8 bytes of a turn's prompt, program and words that are.
    static let promptBytes = 2_000
    static let codeBytes = 8_000
    static let wordBytes = 1_500

    /// One turn, as far as it has come.
    private struct Exchange: Sendable, Hashable {
        let turn: Int
        let prompt: String
        var words = ""
        var isCut = false
        var code: String?
        var shown: [String] = []
        var error: String?
        var outcome: TurnOutcome?

        mutating func begin() {
            (words, isCut, code, shown, error, outcome) = ("", false, nil, [], nil, nil)
        }

        mutating func say(_ text: String) {
            guard !isCut else { return }
            for scalar in text.unicodeScalars {
                isCut = words.utf8.count + UTF8.width(scalar) > Conversation.wordBytes
                if isCut { return }
                words.unicodeScalars.append(scalar)
            }
        }

        /// What came of it, in words of ours: what a run says for itself may be anything.
        private var result: String {
            switch outcome {
            case .plotted where !shown.isEmpty, .answered where !shown.isEmpty:
                "It ran and showed: \(shown.joined(separator: ", "))."
            case .plotted, .answered: code == nil ? "" : "It ran."
            case .cancelled: "The user stopped it."
            default: "It failed\(error.map { " with \($0)" } ?? "")."
            }
        }

        var messages: [ModelRequest.Message] {
            let asked = ModelRequest.Message(role: .user, text: prompt)
            if let code {
                let answer = ModelRequest.Message(role: .assistant, text: "", program: code)
                return [asked, answer, .init(role: .result, text: result)]
            }
            let text = [words, result].filter { !$0.isEmpty }.joined(separator: "\n\n")
            return text.isEmpty ? [asked] : [asked, .init(role: .assistant, text: text)]
        }
    }

    private var exchanges: [Exchange] = []

    /// What is said before a prompt of that turn.
    /// - Parameter bytes: the most UTF-8 bytes in all.
    func messages(before turn: Int, bytes: Int) -> [ModelRequest.Message] {
        var messages: [ModelRequest.Message] = []
        var left = bytes
        for exchange in exchanges.reversed() where exchange.turn < turn && exchange.outcome != nil {
            let earlier = exchange.messages
            left -= earlier.reduce(0) { $0 + $1.utf8Count }
            guard left >= 0 else { break }
            messages.insert(contentsOf: earlier, at: 0)
        }
        return messages
    }

    mutating func forget(turnsBefore number: Int) { exchanges.removeAll { $0.turn < number } }

    mutating func apply(_ body: EventBody) {
        switch body {
        case .turnStarted(let turn, let prompt, _, _):
            exchanges.append(Exchange(turn: turn, prompt: prompt.bounded(to: Self.promptBytes)))
            if exchanges.count > Self.remembered { exchanges.removeFirst() }
        case .attemptStarted(let turn, _, _, _, _, _): change(turn) { $0.begin() }
        case .text(let turn, _, .answer, _, let text): change(turn) { $0.say(text) }
        case .code(let turn, _, let code, _): change(turn) { $0.code = code.bounded(to: Self.codeBytes) }
        case .attemptFailed(let turn, _, let error): change(turn) { $0.error = error.plainName }
        case .runLeased(let run, _, _): change(run.turn) { $0.shown = [] }
        case .runOutput(let run, _, let output): show(output["data"]?.members?.map(\.key), in: run.turn)
        case .runEnded(let run, _, let error, _): change(run.turn) { $0.error = error?.plainName }
        case .turnEnded(let turn, let outcome, _): change(turn) { $0.outcome = outcome }
        case .text, .attemptAnswered, .runProgress, .runBlocked: break
        }
    }

    /// Takes an event as a compact replay has it, in which an output may be a reference (EVT6).
    mutating func apply(compact event: JSON) {
        if let reference = event["ref"], let turn = event["turn"]?.integer {
            show(reference["mime"]?.array?.compactMap(\.string), in: turn)
        } else if let event = try? Event(event) {
            apply(event.body)
        }
    }

    /// - Parameter types: the MIME types of what was displayed; nil for printed text.
    private mutating func show(_ types: [String]?, in turn: Int) {
        guard let types else { return note("text", in: turn) }
        let known = [
            ("application/vnd.plotly.v1+json", "a plotly figure"), ("image/", "an image"), ("application/", "a table"),
            ("text/html", "HTML"),
        ]
        let kind = known.first { prefix, _ in types.contains { $0.hasPrefix(prefix) } }
        note(kind?.1 ?? "text", in: turn)
    }

    private mutating func note(_ kind: String, in turn: Int) {
        change(turn) { if !$0.shown.contains(kind) { $0.shown.append(kind) } }
    }

    private mutating func change(_ turn: Int, _ body: (inout Exchange) -> Void) {
        guard let index = exchanges.lastIndex(where: { $0.turn == turn }) else { return }
        body(&exchanges[index])
    }
}

extension RunError {
    /// Its name, when it is one: a program may call its exceptions anything, sentences included.
    fileprivate var plainName: String? {
        guard (1...64).contains(ename.utf8.count) else { return nil }
        return ename.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } ? ename : nil
    }
}
