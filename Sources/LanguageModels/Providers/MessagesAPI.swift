public import Composing
public import Turns
import Wire

/// Anthropic's Messages API (docs.anthropic.com/en/api/messages), version 2023-06-01. The base may end in `/v1` or not.
public struct MessagesAPI: ModelAPI {
    public typealias Dialect = MessagesDialect

    public init() {}

    public func call(_ request: ModelRequest, to configuration: ModelConfiguration) -> ModelCall {
        let key = configuration.key.map { [(name: "x-api-key", value: $0)] } ?? []
        let body = JSON.fields(
            ("model", .string(configuration.model)),
            ("max_tokens", JSON(request.maxTokens)),
            ("system", request.instructions.map(JSON.string)),
            ("messages", .array(request.conversation.map(\.roleAndContent))),
            ("temperature", request.temperature.map(JSON.number)),
            ("stream", true))
        return ModelCall(
            path: ["v1", "messages"], headers: [(name: "anthropic-version", value: Secret("2023-06-01"))] + key,
            body: body)
    }
}
