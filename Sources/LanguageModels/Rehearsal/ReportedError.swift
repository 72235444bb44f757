import Turns

/// The error that a repair message reports, in its `<error untrusted="true">` block.
struct ReportedError: Sendable, Equatable {
    /// The exception's name, without its module: `KeyError`.
    var name: String
    var message: String

    /// Nil for a message that reports no error: an ordinary prompt.
    init?(in message: ModelRequest.Message) {
        guard message.role == .user else { return nil }
        let lines = message.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("<error") }) else { return nil }
        let block = lines[(start + 1)...].prefix { $0 != "</error>" }
        func field(_ name: String) -> Substring? {
            block.first { $0.hasPrefix(name + ":") }.map { $0.dropFirst(name.count + 1).drop(while: \.isWhitespace) }
        }
        guard let type = field("type") else { return nil }
        self.name = String(type.split(separator: ".").last ?? type)
        // A message of several lines goes on until the block's next field.
        let rest = block.drop { !$0.hasPrefix("message:") }.dropFirst().prefix {
            !$0.hasPrefix("line ") && !$0.hasPrefix("traceback")
        }
        self.message = ([field("message") ?? ""] + rest).joined(separator: "\n")
    }
}
