import LanguageModels
import Logging
import Turns
import Wire

/// The providers, for what they have in common.
enum Provider: String, Sendable, CaseIterable {
    case chat, messages, responses, ollama, gemini

    func model(
        at url: String, key: String? = nil, connectTimeout: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(60), callsTool: Bool = false, logger: Logger = Logger(label: "test")
    ) throws -> any LanguageModel {
        var configuration = try ModelConfiguration(
            url: url, model: "test-model", key: key.map(Secret.init), connectTimeout: connectTimeout,
            idleTimeout: idleTimeout)
        configuration.callsTool = callsTool
        return model(configuration, logger: logger)
    }

    func model(
        _ configuration: ModelConfiguration, logger: Logger = Logger(label: "test")
    ) -> any LanguageModel {
        switch self {
        case .chat: ProviderModel<ChatCompletionsAPI>(configuration, logger: logger)
        case .messages: ProviderModel<MessagesAPI>(configuration, logger: logger)
        case .responses: ProviderModel<ResponsesAPI>(configuration, logger: logger)
        case .ollama: ProviderModel<OllamaAPI>(configuration, logger: logger)
        case .gemini: ProviderModel<GeminiAPI>(configuration, logger: logger)
        }
    }

    /// An event with that JSON.
    func event(_ json: String) -> String { self == .ollama ? "\(json)\n" : "data: \(json)\n\n" }

    /// An event with a piece of the answer.
    func delta(_ text: String) -> String {
        let text = JSON.string(text).text
        return switch self {
        case .chat: event("{\"choices\":[{\"delta\":{\"content\":\(text)}}]}")
        case .messages:
            "event: content_block_delta\n"
                + event("{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\(text)}}")
        case .responses:
            "event: response.output_text.delta\n"
                + event("{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\(text)}")
        case .ollama: event("{\"message\":{\"role\":\"assistant\",\"content\":\(text)},\"done\":false}")
        case .gemini: event("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\(text)}],\"role\":\"model\"}}]}")
        }
    }

    /// The events of a good end, the very last one included.
    var end: String { finish + last }

    /// The end marker.
    var finish: String {
        switch self {
        case .chat: event(#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#)
        case .messages: event(#"{"type":"message_delta","delta":{"stop_reason":"end_turn"}}"#)
        case .responses: event(#"{"type":"response.completed","response":{"status":"completed","output":[]}}"#)
        case .ollama: event(#"{"message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}"#)
        case .gemini: event(#"{"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP"}]}"#)
        }
    }

    /// What follows the end marker.
    var last: String {
        switch self {
        case .chat: event("[DONE]")
        case .messages: event(#"{"type":"message_stop"}"#)
        case .responses, .ollama, .gemini: ""
        }
    }

    /// An event that says that something failed.
    func failure(_ message: String) -> String {
        let message = JSON.string(message).text
        return switch self {
        case .chat, .messages, .gemini: event("{\"error\":{\"message\":\(message)}}")
        case .responses: event("{\"type\":\"error\",\"code\":\"server_error\",\"message\":\(message)}")
        case .ollama: event("{\"error\":\(message)}")
        }
    }

    /// What keeps a connection alive and says nothing.
    var sign: String {
        switch self {
        case .ollama: "\n"
        case .chat, .messages, .responses, .gemini: ": keep-alive\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\n"
        }
    }
}
