/// Why a message is not one of this protocol. The description names the field, the value's fault and the remedy.
public struct WireError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case badMessage = "bad_message"
        case unknownType = "unknown_type"
        case tooLarge = "too_large"
    }

    public let code: Code
    public let description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
