/// Why no model can be attached so. The description names the setting, its fault and the remedy, for a person.
public struct InvalidModelConfiguration: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, by the name of its variable for the first model.
    public enum Setting: String, Sendable {
        case url = "SANDGLASS_MODEL_URL"
        case model = "SANDGLASS_MODEL"
        case key = "SANDGLASS_MODEL_KEY"
        case proxy = "SANDGLASS_MODEL_PROXY"
    }

    public let setting: Setting
    /// What follows the setting's name in a sentence.
    public let fault: String

    public var description: String { "\(setting.rawValue) \(fault)" }
}
