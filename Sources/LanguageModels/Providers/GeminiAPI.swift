public import Composing
public import Turns
import Wire

/// Google's Gemini API (ai.google.dev/api/generate-content), version v1beta. The base may end in `/v1beta` or not, and the
/// model begin with `models/` or not.
public struct GeminiAPI: ModelAPI {
    public typealias Dialect = GeminiDialect

    public init() {}

    public func call(_ request: ModelRequest, to configuration: ModelConfiguration) -> ModelCall {
        let key = configuration.key.map { [(name: "x-goog-api-key", value: $0)] } ?? []
        return ModelCall(
            path: ["v1beta", "models", "\(Self.name(of: configuration.model)):streamGenerateContent"],
            parameters: "alt=sse",
            headers: key, body: body(of: request))
    }

    /// The model's name as a part of a path.
    private static func name(of model: String) -> String {
        let bare = model.hasPrefix("models/") ? model.dropFirst("models/".count) : model[...]
        return bare.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
            return isPlain ? String(character) : "%" + [byte].hex.uppercased()
        }.joined()
    }

    private func body(of request: ModelRequest) -> JSON {
        let contents = request.conversation.map { message -> JSON in
            ["role": message.role == .assistant ? "model" : "user", "parts": [["text": .string(message.text)]]]
        }
        return .fields(
            ("systemInstruction", request.instructions.map { ["parts": [["text": .string($0)]]] }),
            ("contents", .array(contents)),
            (
                "generationConfig",
                .fields(
                    ("maxOutputTokens", JSON(request.maxTokens)), ("temperature", request.temperature.map(JSON.number)))
            ))
    }
}
