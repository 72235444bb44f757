import Wire

/// The messages that ask for a first answer, and those that ask to repair a failed one. Whatever a run said is
/// delimited as untrusted and bounded.
enum RepairPrompt {
    /// UTF-8 bytes of an error's message and of its traceback that are sent: half from the head, half from the tail.
    static let messageBytes = 1_000
    static let tracebackBytes = 1_200
    /// UTF-8 bytes of failed code that is sent back.
    static let codeBytes = 16_000

    /// UTF-8 bytes of what Python said, where only that is sent back.
    static let complaintBytes = 3_000

    /// What to ask the model for the next attempt of a turn.
    /// - Parameters:
    ///   - earlier: what was said before its prompt.
    ///   - callsTool: whether the model hands in programs by a call.
    static func request(
        for turn: TurnState, after earlier: [ModelRequest.Message], by strategy: RepairStrategy, callsTool: Bool
    ) -> ModelRequest {
        var request = ModelRequest(messages: [.init(role: .system, text: SystemPrompt.text(callsTool: callsTool))])
        request.messages += earlier
        let reminder = SystemPrompt.reminder(callsTool: callsTool)
        request.messages.append(.init(role: .user, text: turn.prompt, reminder: reminder))
        guard let failed = turn.lastFailure, let error = failed.error else { return request }
        switch strategy {
        case .again: break
        case .traceback: request.messages += answer(to: failed, complaint(error))
        case .guided where turn.repeatedErrors < 2:
            let wish = callsTool ? correctedCall : correctedBlock
            request.messages += answer(to: failed, repair(error, of: failed, wish: wish))
        case .guided, .anew:
            if turn.repeatedErrors > 1 { request.temperature = 0.9 }
            request.messages.append(.init(role: .user, text: another(error, of: failed)))
        }
        return request
    }

    private static let correctedCall = "Find the cause, then call run_python with the whole corrected program."
    private static let correctedBlock =
        "Find the cause, then answer with the whole corrected program in one ```python block."
    private static let plainly =
        "Use plotly.graph_objects, unless another library is asked for, and plain lists, no data frame."

    /// The failed program, where there is one, and what is said of it.
    private static func answer(to failed: AttemptState, _ text: String) -> [ModelRequest.Message] {
        guard let code = failed.code else { return [.init(role: .user, text: text)] }
        return [
            .init(role: .assistant, text: "", program: code.bounded(to: codeBytes)), .init(role: .result, text: text),
        ]
    }

    private static func complaint(_ error: RunError) -> String {
        let lines = error.traceback + ["\(error.ename): \(error.evalue)"]
        return lines.joined(separator: "\n").bounded(to: complaintBytes)
    }

    private static func repair(_ error: RunError, of failed: AttemptState, wish: String) -> String {
        let failure = FailureClass(error, isBlocked: failed.run?.blocked.isEmpty == false)
        return [beginning(failed, failure), blocks(error, of: failed), failure.advice, wish].compactMap(\.self)
            .joined(separator: "\n\n")
    }

    private static func beginning(_ failed: AttemptState, _ failure: FailureClass) -> String {
        if failed.code == nil { return "Your answer could not be used." }
        if failed.run != nil { return "Your code did not work. This is what happened when it ran." }
        return failure == .syntax
            ? "Your code is no valid Python, and was not run."
            : "Your code is what failed before, and was not run again."
    }

    /// Asks for another program to the prompt before it, without the one that failed.
    private static func another(_ error: RunError, of failed: AttemptState) -> String {
        let failure = FailureClass(error, isBlocked: failed.run?.blocked.isEmpty == false)
        let beginning = failed.code == nil ? "An answer to it could not be used:" : "A program for it failed:"
        let advice = failure.isOfWriting ? plainly : failure.advice ?? plainly
        return [beginning, blocks(error, of: failed), advice].joined(separator: "\n\n")
    }

    private static func blocks(_ error: RunError, of failed: AttemptState) -> String {
        let error = block(error, code: failed.code)
        guard let blocked = failed.run?.blocked, !blocked.isEmpty else { return error }
        return "\(error)\n\n\(block(blocked))"
    }

    static func block(_ error: RunError, code: String?) -> String {
        var lines = [
            "type: \(error.ename)", "message: \(error.evalue.bounded(to: messageBytes))",
        ]
        if let line = error.line, let source = code?.line(line) { lines.append("line \(line): \(source)") }
        let traceback = ownFrames(error.traceback)
        if !traceback.isEmpty {
            lines.append("traceback:")
            lines.append(traceback.joined(separator: "\n").bounded(to: tracebackBytes))
        }
        let body = lines.joined(separator: "\n").neutralised("error")
        return "<error untrusted=\"true\">\n\(body)\n</error>"
    }
}

extension RepairPrompt {
    /// Of a traceback the frames of the program itself; none of one, which the line says, and all of what has no frames.
    private static func ownFrames(_ traceback: [String]) -> [String] {
        let frames = traceback.chunked { $0.hasPrefix("  File \"") }
        let own = frames.filter { $0.first?.hasPrefix("  File \"main.py\"") == true }
        guard !own.isEmpty else { return traceback }
        return own.count > 1 ? own.flatMap { frame in frame.prefix { $0.hasPrefix(" ") } } : []
    }

    /// UTF-8 bytes of what the code tried and the sandbox blocked.
    static let blockedBytes = 1_000

    fileprivate static func block(_ blocked: [BlockedAttempt]) -> String {
        let lines = blocked.map { "\($0.door): \($0.target)" }.joined(separator: "\n").bounded(to: blockedBytes)
        return """
            The sandbox has no network and blocked what the code tried to reach:
            <blocked untrusted="true">
            \(lines.neutralised("blocked"))
            </blocked>
            Use no address: generate the data in the code.
            """
    }
}

extension [String] {
    /// The texts in groups, each of which begins with one that `begins`, but for the first.
    fileprivate func chunked(_ begins: (String) -> Bool) -> [[String]] {
        reduce(into: []) { groups, line in
            if groups.isEmpty || begins(line) { groups.append([]) }
            groups[groups.count - 1].append(line)
        }
    }
}
