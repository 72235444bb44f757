/// Why the server cannot start, in words that name the setting.
public struct InvalidSetting: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
