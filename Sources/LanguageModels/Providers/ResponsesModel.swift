import Composing
public import Logging
public import Turns
public import Wire

/// A model behind OpenAI's Responses API (platform.openai.com/docs/api-reference/responses). Nothing of it is kept there.
public struct ResponsesModel: LanguageModel {
    public var name: String { configuration.model }
    public let isRehearsal = false
    private let configuration: ModelConfiguration
    private let exchange: AnswerExchange<ResponsesDialect>

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
        do {
            return try await ask(request, receive: receive)
        } catch {
            // Reasoning models refuse a temperature.
            guard request.temperature != nil, error.refuses("temperature") else { throw error }
            var request = request
            request.temperature = nil
            return try await ask(request, receive: receive)
        }
    }

    private func ask(
        _ request: ModelRequest, receive: @Sendable (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        try await exchange.answer(
            ["responses"], headers: configuration.bearer, body: body(of: request), receive: receive)
    }

    private func body(of request: ModelRequest) -> JSON {
        .fields(
            ("model", .string(configuration.model)),
            ("instructions", request.instructions.map(JSON.string)),
            ("input", .array(request.conversation.map(\.roleAndContent))),
            ("stream", true),
            ("store", false),
            ("max_output_tokens", JSON(request.maxTokens)),
            ("temperature", request.temperature.map(JSON.number)))
    }
}
