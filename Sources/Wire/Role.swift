/// What somebody does in a session that they may see (ACC6).
public enum Role: String, Sendable, CaseIterable {
    /// Asks, stops, edits, runs.
    case owner
    /// Sees everything and changes nothing; its tab runs nothing.
    case viewer
}
