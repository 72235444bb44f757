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

    /// The system's messages have a place of their own, and an empty message is not allowed.
    private func body(of request: ModelRequest) -> JSON {
        let system = request.messages.filter { $0.role == .system }.map(\.text).joined(separator: "\n\n")
        let messages = request.messages.filter { $0.role != .system && !$0.text.isEmpty }
        return .fields(
            ("model", .string(configuration.model)),
            ("max_tokens", JSON(request.maxTokens)),
            ("system", system.isEmpty ? nil : .string(system)),
            ("messages", .array(messages.map { ["role": .string($0.role.rawValue), "content": .string($0.text)] })),
            ("temperature", request.temperature.map(JSON.number)),
            ("stream", true))
    }
}
