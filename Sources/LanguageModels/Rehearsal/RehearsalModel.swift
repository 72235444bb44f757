public import Turns
public import Wire

/// The model that is none: it streams prepared answers at a human pace, without a key and without a network, and says
/// so.
///
/// Some first answers fail for real. The second is chosen by the error that the repair message reports; an error that
/// nothing is prepared for is answered by saying so, with another, plainer figure.
public struct RehearsalModel: LanguageModel {
    /// A prompt that the page offers.
    public struct Example: Sendable, Hashable {
        public var title: String
        public var prompt: String
    }

    /// The prompts it has answers for, in the order in which a page shows them.
    public static let examples = Repertoire.answers.map { Example(title: $0.title, prompt: $0.prompt) }

    /// How to use a real model instead, in a sentence for a person.
    public static let howToAttach =
        "To attach a real model, set SANDGLASS_MODEL_API (openai-chat, anthropic, …), SANDGLASS_MODEL_URL, "
        + "SANDGLASS_MODEL and, where it needs one, SANDGLASS_MODEL_KEY, and start the server again."

    public let name = "rehearsal (prepared answers)"
    public let isRehearsal = true
    private let pace: RehearsalPace

    public init(pace: RehearsalPace = .human) {
        self.pace = pace
    }

    public nonisolated(nonsending) func answer(
        _ request: ModelRequest, receive: nonisolated(nonsending) (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        let text = Repertoire.answer(to: request)
        for beat in pace.beats(of: text) {
            do {
                if beat.pause > .zero { try await Task.sleep(for: beat.pause) }
                try Task.checkCancellation()
            } catch {
                throw AnswerFailure(.cancelled, "The answer was cancelled.")
            }
            await receive(AnswerDelta(channel: .answer, text: beat.text))
        }
        return AnswerEnd(reason: .stop)
    }
}
