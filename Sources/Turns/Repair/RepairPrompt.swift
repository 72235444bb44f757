import Wire

/// The messages that ask for a first answer, and those that ask to repair a failed one. Whatever a run said is
/// delimited as untrusted and bounded.
enum RepairPrompt {
    /// UTF-8 bytes of an error's message and of its traceback that are sent: half from the head, half from the tail.
    static let messageBytes = 1_000
    static let tracebackBytes = 1_200
    /// UTF-8 bytes of failed code that is sent back.
    static let codeBytes = 16_000

    /// What to ask the model for the next attempt of a turn.
    /// - Parameters:
    ///   - earlier: what was said before its prompt.
    ///   - callsTool: whether it hands in programs by a call.
    static func request(
        for turn: TurnState, after earlier: [ModelRequest.Message] = [], asWhoCallsTool callsTool: Bool = false
    ) -> ModelRequest {
        var messages = [ModelRequest.Message(role: .system, text: SystemPrompt.text(callsTool: callsTool))]
        messages += earlier
        messages.append(ModelRequest.Message(role: .user, text: turn.prompt))
        guard let failed = turn.lastFailure, let error = failed.error else {
            return ModelRequest(messages: messages)
        }
        let stuck = turn.repeatedErrors > 1
        let wish =
            stuck
            ? "That came back after a repair, so solve the task in a different way: other calls, other properties, less of "
                + "everything."
            : "Find the cause, then "
                + (callsTool
                    ? "call run_python with the whole corrected program."
                    : "answer with the whole corrected program in one ```python block.")
        let text = repair(error, of: failed, in: turn, wish: wish)
        if let code = failed.code, !stuck {
            messages.append(.init(role: .assistant, text: "", program: code.bounded(to: codeBytes)))
            messages.append(.init(role: .result, text: text))
        } else {
            messages.append(.init(role: .user, text: text))
        }
        return ModelRequest(messages: messages, temperature: stuck ? 0.9 : nil)
    }

    private static func repair(
        _ error: RunError, of failed: AttemptState, in turn: TurnState, wish: String
    ) -> String {
        let failure = FailureClass(error, isBlocked: failed.run?.blocked.isEmpty == false)
        var parts = [beginning(failed, failure), block(error, code: failed.code)]
        if let blocked = failed.run?.blocked, !blocked.isEmpty { parts.append(block(blocked)) }
        if let advice = failure.advice { parts.append(advice) }
        parts.append(wish)
        parts.append("The task again:\n<task>\n\(turn.prompt.bounded(to: 4_000).neutralised("task"))\n</task>")
        return parts.joined(separator: "\n\n")
    }

    private static func beginning(_ failed: AttemptState, _ failure: FailureClass) -> String {
        if failed.code == nil { return "Your answer could not be used." }
        if failed.run != nil { return "Your code did not work. This is what happened when it ran." }
        return failure == .syntax
            ? "Your code is no valid Python, and was not run."
            : "Your code is what failed before, and was not run again."
    }

    static func block(_ error: RunError, code: String?) -> String {
        var lines = [
            "type: \(error.ename)", "message: \(error.evalue.bounded(to: messageBytes))",
        ]
        if let line = error.line, let source = code?.line(line) { lines.append("line \(line): \(source)") }
        if !error.traceback.isEmpty {
            lines.append("traceback:")
            lines.append(error.traceback.joined(separator: "\n").bounded(to: tracebackBytes))
        }
        let body = lines.joined(separator: "\n").neutralised("error")
        return "<error untrusted=\"true\">\n\(body)\n</error>"
    }
}

extension RepairPrompt {
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
