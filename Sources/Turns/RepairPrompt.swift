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
    static func request(for turn: TurnState) -> ModelRequest {
        var messages = [
            ModelRequest.Message(role: .system, text: SystemPrompt.text),
            ModelRequest.Message(role: .user, text: turn.prompt),
        ]
        guard let failed = turn.lastFailure, let error = failed.error else {
            return ModelRequest(messages: messages)
        }
        let stuck = turn.repeatedErrors > 1
        if let code = failed.code, !stuck {
            messages.append(.init(role: .assistant, text: "```python\n\(code.bounded(to: codeBytes))\n```"))
        }
        messages.append(.init(role: .user, text: repair(error, of: failed, in: turn, stuck: stuck)))
        return ModelRequest(messages: messages, temperature: stuck ? 0.9 : nil)
    }

    private static func repair(
        _ error: RunError, of failed: AttemptState, in turn: TurnState, stuck: Bool
    ) -> String {
        var parts = [
            failed.code == nil
                ? "Your answer could not be used." : "Your code did not work. This is what happened when it ran.",
            block(error, code: failed.code),
        ]
        if let blocked = failed.run?.blocked, !blocked.isEmpty { parts.append(block(blocked)) }
        if stuck {
            parts.append(
                "The same error came back after a repair, so solve the task in a different way: other calls, other "
                    + "properties, less of everything.")
        } else {
            parts.append("Find the cause, then answer with the whole corrected program in one ```python block.")
        }
        parts.append("The task again:\n<task>\n\(turn.prompt.bounded(to: 4_000).neutralised("task"))\n</task>")
        return parts.joined(separator: "\n\n")
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

extension String {
    /// The text, or its head and tail with a note between them when it is longer than `bytes`.
    func bounded(to bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        let head = String(decoding: utf8.prefix(bytes / 2), as: UTF8.self)
        let tail = String(decoding: utf8.suffix(bytes / 2), as: UTF8.self)
        return "\(head)\n… \(utf8.count - bytes) bytes left out …\n\(tail)"
    }

    /// The text with every closing tag of that name made harmless, so that data cannot end its own block.
    func neutralised(_ tag: String) -> String {
        var result = ""
        var rest = self[...]
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            let after = rest[rest.index(after: open)...]
            let name = after.drop { $0.isWhitespace || $0 == "/" }
            let closes = after.drop(while: \.isWhitespace).first == "/" && name.prefix(tag.count).lowercased() == tag
            result += closes ? "‹" : "<"
            rest = after
        }
        return result + rest
    }

    /// A line of the text, from 1, without its indentation.
    func line(_ number: Int) -> String? {
        // Swift takes CR and LF together for one character.
        let lines = split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        guard lines.indices.contains(number - 1) else { return nil }
        return String(lines[number - 1].drop { $0.isWhitespace }).bounded(to: 400)
    }
}
