/// Whose budget a turn's answers count for.
public struct Account: Sendable, Hashable {
    public var subject: String
    /// What the subject's answers have used today, wherever it asked.
    public var used: Usage

    public init(subject: String, used: Usage) {
        self.subject = subject
        self.used = used
    }
}
