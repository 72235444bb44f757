/// Where a text is no Python, and why, in Python's own words as far as they can be told.
public struct PythonProblem: Sendable, Hashable {
    /// Python's exception.
    public enum Kind: String, Sendable {
        case syntax = "SyntaxError"
        case indentation = "IndentationError"
    }

    public var kind: Kind
    /// From 1.
    public var line: Int
    public var message: String
}
