/// A key. It is never shown: not when it is printed, interpolated, dumped or reflected upon.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let value: String

    /// - Parameter value: white space around it, as it comes from a file or a terminal, is not part of the key.
    public init(_ value: String) {
        let start = value.drop(while: \.isWhitespace)
        self.value = String(
            start[..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)])
    }

    public var description: String { "[secret]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
