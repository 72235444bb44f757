import Turns
import Wire

/// Which of the optional parameters a chat request has. Servers differ in which they accept, and say so.
struct ChatRequestForm: Sendable, Equatable {
    /// Asks for the number of tokens at the end. Refused by some older servers.
    private var asksForUsage = true
    /// OpenAI's reasoning models refuse a temperature, and want the other name for the limit.
    private var hasTemperature = true
    private var limitName = "max_tokens"

    func body(of request: ModelRequest, model: String) -> JSON {
        .fields(
            ("model", .string(model)),
            ("messages", .array(request.messages.map(\.roleAndContent))),
            ("stream", true),
            ("stream_options", asksForUsage ? ["include_usage": true] : nil),
            (limitName, JSON(request.maxTokens)),
            ("temperature", hasTemperature ? request.temperature.map(JSON.number) : nil))
    }

    /// The form without what the server just refused by name; nil where it refused something else.
    func adapted(to failure: AnswerFailure) -> ChatRequestForm? {
        var form = self
        if failure.refuses("stream_options") {
            form.asksForUsage = false
        } else if failure.refuses("max_completion_tokens") {
            form.limitName = "max_completion_tokens"
        } else if failure.refuses("temperature") {
            form.hasTemperature = false
        }
        return form == self ? nil : form
    }
}

extension AnswerFailure {
    /// Whether the server finds fault with the parameter of that name.
    func refuses(_ parameter: String) -> Bool {
        kind == .badRequest && (status == 400 || status == 422) && message.contains(parameter)
    }
}
