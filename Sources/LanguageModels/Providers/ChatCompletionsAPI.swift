public import Composing
public import Turns
public import Wire

/// The chat completions API, which OpenAI and nearly every other server speaks. Servers differ in which of the optional
/// parameters they accept, and say so.
public struct ChatCompletionsAPI: ModelAPI, Equatable {
    public typealias Dialect = ChatCompletionDialect

    /// Asks for the number of tokens at the end. Refused by some older servers.
    private var asksForUsage = true
    /// OpenAI's reasoning models refuse a temperature, and want the other name for the limit.
    private var hasTemperature = true
    private var limitName = "max_tokens"

    public init() {}

    public func call(_ request: ModelRequest, to configuration: ModelConfiguration) -> ModelCall {
        let body = JSON.fields(
            ("model", .string(configuration.model)),
            ("messages", .array(request.messages.withCalls.map(Self.message))),
            ("tools", configuration.callsTool ? [ProgramTool.function] : nil),
            ("stream", true),
            ("stream_options", asksForUsage ? ["include_usage": true] : nil),
            (limitName, JSON(request.maxTokens)),
            ("temperature", hasTemperature ? request.temperature.map(JSON.number) : nil))
        return ModelCall(path: ["chat", "completions"], headers: configuration.bearer, body: body)
    }

    private static func message(_ message: ModelRequest.Message, call: JSON) -> JSON {
        if message.role == .result { return ["role": "tool", "tool_call_id": call, "content": .string(message.text)] }
        guard let program = message.program else { return message.roleAndContent }
        let function: JSON = [
            "name": .string(ProgramTool.name), "arguments": .string(ProgramTool.arguments(program).text),
        ]
        return [
            "role": "assistant", "content": message.text.isEmpty ? .null : .string(message.text),
            "tool_calls": [["id": call, "type": "function", "function": function]],
        ]
    }

    public func adapted(to failure: AnswerFailure) -> Self? {
        var api = self
        if failure.refuses("stream_options") {
            api.asksForUsage = false
        } else if failure.refuses("max_completion_tokens") {
            api.limitName = "max_completion_tokens"
        } else if failure.refuses("temperature") {
            api.hasTemperature = false
        }
        return api == self ? nil : api
    }
}
