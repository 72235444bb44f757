import LanguageModels
import Synchronization
import Turns
import Wire

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
