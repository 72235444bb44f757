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
        let body: JSON = [
            "model": .string(configuration.model),
            "messages": .array(request.messages.map(\.roleAndContent)),
            "stream": true,
            "options": options,
        ]
        return ModelCall(path: ["api", "chat"], headers: configuration.bearer, body: body)
    }
}
