import Composing
public import Logging
public import Turns
public import Wire

/// A model behind Google's Gemini API (ai.google.dev/api/generate-content), version v1beta.
public struct GeminiModel: LanguageModel {
    public var name: String { configuration.model }
    public let isRehearsal = false
    private let configuration: ModelConfiguration
    private let exchange: AnswerExchange<GeminiDialect>

    /// - Parameter configuration: its base may end in `/v1beta` or not, and its model begin with `models/` or not.
    public init(
        _ configuration: ModelConfiguration, transfers: CurlTransfers = CurlTransfers(),
        logger: Logger = Logger(label: "sandglass.model")
    ) {
        self.configuration = configuration
        exchange = AnswerExchange(transfers: transfers, configuration: configuration, logger: logger)
    }

    public func answer(
        _ request: ModelRequest, receive: @Sendable (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        let key = configuration.key.map { [(name: "x-goog-api-key", value: $0)] } ?? []
        return try await exchange.answer(
            ["v1beta", "models", "\(model):streamGenerateContent"], parameters: "alt=sse", headers: key,
            body: body(of: request), receive: receive)
    }

    /// The model's name as a part of a path.
    private var model: String {
        let name = configuration.model
        let bare = name.hasPrefix("models/") ? name.dropFirst("models/".count) : name[...]
        return bare.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
            return isPlain ? String(character) : "%" + [byte].hex.uppercased()
        }.joined()
    }

    private func body(of request: ModelRequest) -> JSON {
        .fields(
            ("systemInstruction", request.instructions.map { ["parts": [["text": .string($0)]]] }),
            (
                "contents",
                .array(
                    request.conversation.map {
                        [
                            "role": $0.role == .assistant ? "model" : "user",
                            "parts": [["text": .string($0.text)]],
                        ]
                    })
            ),
            (
                "generationConfig",
                .fields(
                    ("maxOutputTokens", JSON(request.maxTokens)), ("temperature", request.temperature.map(JSON.number)))
            ))
    }
}
