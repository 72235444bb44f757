import Composing
public import Logging
public import Turns
public import Wire

/// A model behind the chat completions API, which OpenAI and nearly every other server speaks.
public struct ChatCompletionsModel: LanguageModel {
    public var name: String { configuration.model }
    public let isRehearsal = false
    private let configuration: ModelConfiguration
    private let exchange: AnswerExchange<ChatCompletionDialect>

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
        var form = ChatRequestForm()
        while true {
            do {
                let body = form.body(of: request, model: configuration.model)
                return try await exchange.answer(
                    ["chat", "completions"], headers: configuration.bearer, body: body, receive: receive)
            } catch {
                guard let next = form.adapted(to: error) else { throw error }
                form = next
            }
        }
    }
}
