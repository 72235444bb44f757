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
            ("messages", .array(request.conversation.withCalls.map(Self.message))),
            ("tools", configuration.callsTool ? [Self.tool] : nil),
            ("temperature", request.temperature.map(JSON.number)),
            ("stream", true))
        return ModelCall(
            path: ["v1", "messages"], headers: [(name: "anthropic-version", value: Secret("2023-06-01"))] + key,
            body: body)
    }

    private static let tool: JSON = [
        "name": .string(ProgramTool.name), "description": ProgramTool.description,
        "input_schema": ProgramTool.parameters,
    ]

    private static func message(_ message: ModelRequest.Message, call: JSON) -> JSON {
        if message.role == .result {
            let result: JSON = ["type": "tool_result", "tool_use_id": call, "content": .string(message.text)]
            return ["role": "user", "content": [result]]
        }
        guard let program = message.program else { return message.roleAndContent }
        let text: [JSON] = message.text.isEmpty ? [] : [["type": "text", "text": .string(message.text)]]
        let use: JSON = [
            "type": "tool_use", "id": call, "name": .string(ProgramTool.name), "input": ProgramTool.arguments(program),
        ]
        return ["role": "assistant", "content": .array(text + [use])]
    }
}
