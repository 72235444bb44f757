public import Turns

/// What goes on a subject's account.
public struct Charge: Sendable, Hashable {
    public var subject: String
    public var usage: Usage

    public init(subject: String, usage: Usage) {
        self.subject = subject
        self.usage = usage
    }
}
