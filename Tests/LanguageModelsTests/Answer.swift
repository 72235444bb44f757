import LanguageModels
import Logging
import Synchronization
import Turns
import Wire

/// The two providers, for what they have in common.
enum Provider: String, Sendable, CaseIterable {
    case chat, messages

    func model(
        at url: String, key: String? = nil, connectTimeout: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(60), logger: Logger = Logger(label: "test")
    ) throws -> any LanguageModel {
        let configuration = try ModelConfiguration(
            url: url, model: "test-model", key: key.map(Secret.init), connectTimeout: connectTimeout,
            idleTimeout: idleTimeout)
        return switch self {
        case .chat: ChatCompletionsModel(configuration, logger: logger)
        case .messages: MessagesModel(configuration, logger: logger)
        }
    }

    /// An event with a piece of the answer.
    func delta(_ text: String) -> String {
        let text = JSON.string(text).text
        return switch self {
        case .chat: "data: {\"choices\":[{\"delta\":{\"content\":\(text)}}]}\n\n"
        case .messages:
            "event: content_block_delta\n"
                + "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\(text)}}\n\n"
        }
    }

    /// The events of a good end, the very last one included.
    var end: String { finish + last }

    var finish: String {
        switch self {
        case .chat: "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        case .messages: "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n"
        }
    }

    var last: String {
        switch self {
        case .chat: "data: [DONE]\n\n"
        case .messages: "data: {\"type\":\"message_stop\"}\n\n"
        }
    }
}

/// What came of asking a model.
struct Answer: Sendable {
    var text = ""
    var thinking = ""
    var result: Result<AnswerEnd, AnswerFailure>

    var failure: AnswerFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    /// Asks, and collects.
    static func of(
        _ model: any LanguageModel, _ request: ModelRequest = .question,
        receive: @escaping @Sendable (AnswerDelta) async -> Void = { _ in }
    ) async -> Answer {
        let collected = Collected()
        let result: Result<AnswerEnd, AnswerFailure>
        do throws(AnswerFailure) {
            let end = try await model.answer(request) { delta in
                collected.add(delta)
                await receive(delta)
            }
            result = .success(end)
        } catch {
            result = .failure(error)
        }
        return Answer(text: collected.text(.answer), thinking: collected.text(.thinking), result: result)
    }

    private final class Collected: Sendable {
        private let texts = Mutex<[TextChannel: String]>([:])

        func add(_ delta: AnswerDelta) { texts.withLock { $0[delta.channel, default: ""] += delta.text } }
        func text(_ channel: TextChannel) -> String { texts.withLock { $0[channel, default: ""] } }
    }
}

extension ModelRequest {
    static let question = ModelRequest(messages: [Message(role: .user, text: "Draw.")])
}
