public import Composing
public import Turns
public import Wire

/// Google's Gemini API (ai.google.dev/api/generate-content), version v1beta. The base may end in `/v1beta` or not, and the
/// model begin with `models/` or not.
public struct GeminiAPI: ModelAPI {
    public typealias Dialect = GeminiDialect

    /// Gemini 3 wants the signatures of its calls back, which no log has; and takes this in their place
    /// (ai.google.dev/gemini-api/docs/thought-signatures).
    private static let noSignature: JSON = "skip_thought_signature_validator"
    private var signs = false

    public init() {}

    public func call(_ request: ModelRequest, to configuration: ModelConfiguration) -> ModelCall {
        let key = configuration.key.map { [(name: "x-goog-api-key", value: $0)] } ?? []
        return ModelCall(
            path: ["v1beta", "models", "\(Self.name(of: configuration.model)):streamGenerateContent"],
            parameters: "alt=sse",
            headers: key, body: body(of: request, callsTool: configuration.callsTool))
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

    private static let tool: JSON = [
        "name": .string(ProgramTool.name), "description": ProgramTool.description,
        "parameters": ProgramTool.parameters,
    ]

    private func content(_ message: ModelRequest.Message) -> JSON {
        let text: JSON = ["text": .string(message.text)]
        let name = JSON.string(ProgramTool.name)
        if message.role == .result {
            let response: JSON = ["name": name, "response": ["result": .string(message.text)]]
            return ["role": "user", "parts": [["functionResponse": response]]]
        }
        guard let program = message.program else {
            return ["role": message.role == .assistant ? "model" : "user", "parts": [text]]
        }
        let call = JSON.fields(
            ("functionCall", ["name": name, "args": ProgramTool.arguments(program)]),
            ("thoughtSignature", signs ? Self.noSignature : nil))
        return ["role": "model", "parts": message.text.isEmpty ? [call] : [text, call]]
    }

    public func adapted(to failure: AnswerFailure) -> Self? {
        guard !signs, failure.refuses("thought_signature") else { return nil }
        var api = self
        api.signs = true
        return api
    }

    private func body(of request: ModelRequest, callsTool: Bool) -> JSON {
        return .fields(
            ("systemInstruction", request.instructions.map { ["parts": [["text": .string($0)]]] }),
            ("contents", .array(request.conversation.map(content))),
            ("tools", callsTool ? [["functionDeclarations": [Self.tool]]] : nil),
            (
                "generationConfig",
                .fields(
                    ("maxOutputTokens", JSON(request.maxTokens)), ("temperature", request.temperature.map(JSON.number)))
            ))
    }
}
