public import Logging
public import Turns
public import Wire

/// A model behind a provider's API.
public struct ProviderModel<API: ModelAPI>: LanguageModel {
    public var name: String { exchange.configuration.model }
    public var callsTool: Bool { exchange.configuration.callsTool }
    public var price: TokenPrice? { exchange.configuration.price }
    public let isRehearsal = false
    private let exchange: AnswerExchange<API.Dialect>

    public init(
        _ configuration: ModelConfiguration, transfers: CurlTransfers = CurlTransfers(),
        logger: Logger = Logger(label: "sandglass.model")
    ) {
        exchange = AnswerExchange(transfers: transfers, configuration: configuration, logger: logger)
    }

    public nonisolated(nonsending) func answer(
        _ request: ModelRequest, receive: nonisolated(nonsending) (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        let request = (callsTool ? request : request.inText).reminded
        var api = API()
        while true {
            do {
                return try await exchange.answer(api.call(request, to: exchange.configuration), receive: receive)
            } catch {
                guard let next = api.adapted(to: error) else { throw error }
                api = next
            }
        }
    }
}
