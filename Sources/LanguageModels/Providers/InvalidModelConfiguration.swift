/// Why no model can be attached so. The description names the setting, its fault and the remedy, for a person.
public struct InvalidModelConfiguration: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
}
