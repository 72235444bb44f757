import Composing
public import Logging
public import Turns
public import Wire

/// A model behind Ollama's own API (docs.ollama.com/api/chat).
public struct OllamaModel: LanguageModel {
    public var name: String { configuration.model }
    public let isRehearsal = false
    private let configuration: ModelConfiguration
    private let exchange: AnswerExchange<OllamaDialect>

    /// - Parameter configuration: its key is for a server behind a proxy that wants one; Ollama itself wants none.
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
        try await exchange.answer(
            ["api", "chat"], headers: configuration.bearer, body: body(of: request), receive: receive)
    }

    private func body(of request: ModelRequest) -> JSON {
        .fields(
            ("model", .string(configuration.model)),
            ("messages", .array(request.messages.map(\.roleAndContent))),
            ("stream", true),
            (
                "options",
                .fields(
                    ("num_predict", JSON(request.maxTokens)), ("temperature", request.temperature.map(JSON.number)))
            ))
    }
}
