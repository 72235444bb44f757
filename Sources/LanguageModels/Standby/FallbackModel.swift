public import Turns
public import Wire

/// A model and those that stand in for it. Whom to ask is the turn's decision (TRN8), which the log shows; here the question
/// only goes to the one that it is for.
public struct FallbackModel: LanguageModel {
    public var name: String { first.name }
    public var callsTool: Bool { first.callsTool }
    public var price: TokenPrice? { first.price }
    public var isRehearsal: Bool { first.isRehearsal }
    public var fallbacks: [AskedModel] { others.map(\.asked) }
    private let first: any LanguageModel
    private let others: [any LanguageModel]

    public init(_ first: any LanguageModel, fallbacks: [any LanguageModel]) {
        self.first = first
        others = fallbacks
    }

    public nonisolated(nonsending) func answer(
        _ request: ModelRequest, receive: nonisolated(nonsending) (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        guard others.indices.contains(request.rank - 1) else {
            return try await first.answer(request, receive: receive)
        }
        do { return try await others[request.rank - 1].answer(request, receive: receive) } catch {
            throw error.ofFallback(request.rank)
        }
    }
}

extension AnswerFailure {
    /// The same with the settings of that fallback in the remedy: messages name those of the first model.
    fileprivate func ofFallback(_ number: Int) -> AnswerFailure {
        let prefix = "SANDGLASS_FALLBACK_\(number)_"
        var failure = self
        failure.message.replace("SANDGLASS_MODEL_", with: prefix)
        failure.message.replace("SANDGLASS_MODEL", with: prefix + "MODEL")
        return failure
    }
}
