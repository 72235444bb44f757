public import Composing
public import Turns
public import Wire

/// OpenAI's Responses API (platform.openai.com/docs/api-reference/responses). Nothing of it is kept there.
public struct ResponsesAPI: ModelAPI {
    public typealias Dialect = ResponsesDialect

    /// Reasoning models refuse a temperature.
    private var hasTemperature = true

    public init() {}

    public func call(_ request: ModelRequest, to configuration: ModelConfiguration) -> ModelCall {
        let body = JSON.fields(
            ("model", .string(configuration.model)),
            ("instructions", request.instructions.map(JSON.string)),
            ("input", .array(request.conversation.map(\.roleAndContent))),
            ("stream", true),
            ("store", false),
            ("max_output_tokens", JSON(request.maxTokens)),
            ("temperature", hasTemperature ? request.temperature.map(JSON.number) : nil))
        return ModelCall(path: ["responses"], headers: configuration.bearer, body: body)
    }

    public func adapted(to failure: AnswerFailure) -> Self? {
        guard hasTemperature, failure.refuses("temperature") else { return nil }
        var api = self
        api.hasTemperature = false
        return api
    }
}
