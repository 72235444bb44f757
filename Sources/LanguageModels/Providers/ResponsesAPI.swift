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
            ("input", .array(request.conversation.withCalls.flatMap(Self.items))),
            ("tools", configuration.callsTool ? [Self.tool] : nil),
            ("stream", true),
            ("store", false),
            ("max_output_tokens", JSON(request.maxTokens)),
            ("temperature", hasTemperature ? request.temperature.map(JSON.number) : nil))
        return ModelCall(path: ["responses"], headers: configuration.bearer, body: body)
    }

    private static let tool: JSON = [
        "type": "function", "name": .string(ProgramTool.name), "description": ProgramTool.description,
        "parameters": ProgramTool.parameters, "strict": false,
    ]

    private static func items(_ message: ModelRequest.Message, call: JSON) -> [JSON] {
        if message.role == .result {
            return [["type": "function_call_output", "call_id": call, "output": .string(message.text)]]
        }
        guard let program = message.program else { return [message.roleAndContent] }
        let item: JSON = [
            "type": "function_call", "call_id": call, "name": .string(ProgramTool.name),
            "arguments": .string(ProgramTool.arguments(program).text),
        ]
        return message.text.isEmpty ? [item] : [message.roleAndContent, item]
    }

    public func adapted(to failure: AnswerFailure) -> Self? {
        guard hasTemperature, failure.refuses("temperature") else { return nil }
        var api = self
        api.hasTemperature = false
        return api
    }
}
