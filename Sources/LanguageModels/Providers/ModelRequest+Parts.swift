import Turns
import Wire

/// For providers with which the system's messages have a place of their own, and an empty message is not allowed.
extension ModelRequest {
    /// What the system says; nil when that is nothing.
    var instructions: String? {
        let texts = messages.filter { $0.role == .system && !$0.text.isEmpty }.map(\.text)
        return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
    }

    /// What the others say.
    var conversation: [Message] { messages.filter { $0.role != .system && !($0.text.isEmpty && $0.program == nil) } }
}

extension [ModelRequest.Message] {
    /// The messages, each with the id of the call that it makes or answers. A result stands behind its call.
    var withCalls: [(message: ModelRequest.Message, call: JSON)] {
        enumerated().map { ($1, ProgramTool.id($1.role == .result ? $0 - 1 : $0)) }
    }
}

extension ModelRequest.Message {
    var roleAndContent: JSON { ["role": .string(role.rawValue), "content": .string(text)] }
}
