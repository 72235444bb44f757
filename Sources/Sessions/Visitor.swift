public import Wire

/// Who joins a session with a tab.
public struct Visitor: Sendable, Hashable {
    /// Whom the sign-in names; nil for the operator.
    public var subject: String?
    public var role: Role

    public init(subject: String? = nil, role: Role = .owner) {
        self.subject = subject
        self.role = role
    }
}
