public import Composing
public import Turns
import Wire

/// Ollama's own API (docs.ollama.com/api/chat). A key is for a server behind a proxy that wants one; Ollama itself wants none.
public struct OllamaAPI: ModelAPI {
    public typealias Dialect = OllamaDialect

    public init() {}

    public func call(_ request: ModelRequest, to configuration: ModelConfiguration) -> ModelCall {
        let options = JSON.fields(
            ("num_predict", JSON(request.maxTokens)), ("temperature", request.temperature.map(JSON.number)))
        let body = JSON.fields(
            ("model", .string(configuration.model)),
            ("messages", .array(request.messages.map(Self.message))),
            ("tools", configuration.callsTool ? [ProgramTool.function] : nil),
            ("stream", true),
            ("options", options))
        return ModelCall(path: ["api", "chat"], headers: configuration.bearer, body: body)
    }

    private static func message(_ message: ModelRequest.Message) -> JSON {
        if message.role == .result {
            return ["role": "tool", "tool_name": .string(ProgramTool.name), "content": .string(message.text)]
        }
        guard let program = message.program else { return message.roleAndContent }
        let function: JSON = ["name": .string(ProgramTool.name), "arguments": ProgramTool.arguments(program)]
        return ["role": "assistant", "content": .string(message.text), "tool_calls": [["function": function]]]
    }
}
