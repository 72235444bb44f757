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
    var conversation: [Message] { messages.filter { $0.role != .system && !$0.text.isEmpty } }
}

extension ModelRequest.Message {
    var roleAndContent: JSON { ["role": .string(role.rawValue), "content": .string(text)] }
}
