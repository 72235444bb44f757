import Composing
public import Logging
public import Turns
public import Wire

/// A model behind Anthropic's Messages API (docs.anthropic.com/en/api/messages), version 2023-06-01.
public struct MessagesModel: LanguageModel {
    public var name: String { configuration.model }
    public let isRehearsal = false
    private let configuration: ModelConfiguration
    private let exchange: AnswerExchange<MessagesDialect>

    /// - Parameter configuration: its base may end in `/v1` or not.
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
        let key = configuration.key.map { [(name: "x-api-key", value: $0)] } ?? []
        let headers = [(name: "anthropic-version", value: Secret("2023-06-01"))] + key
        return try await exchange.answer(
            ["v1", "messages"], headers: headers, body: body(of: request), receive: receive)
    }

    private func body(of request: ModelRequest) -> JSON {
        .fields(
            ("model", .string(configuration.model)),
            ("max_tokens", JSON(request.maxTokens)),
            ("system", request.instructions.map(JSON.string)),
            ("messages", .array(request.conversation.map(\.roleAndContent))),
            ("temperature", request.temperature.map(JSON.number)),
            ("stream", true))
    }
}
