public import Turns
public import Wire

/// A model and those that stand in for it. Whom to ask is the turn's decision (TRN8), which the log shows; here the question
/// only goes to the one that it is for.
public struct FallbackModel: LanguageModel {
    public var name: String { first.name }
    public var isRehearsal: Bool { first.isRehearsal }
    public var fallbacks: [String] { others.map(\.name) }
    private let first: any LanguageModel
    private let others: [any LanguageModel]

    public init(_ first: any LanguageModel, fallbacks: [any LanguageModel]) {
        self.first = first
        others = fallbacks
    }

    public func answer(
        _ request: ModelRequest, receive: @Sendable (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        let model = others.indices.contains(request.rank - 1) ? others[request.rank - 1] : first
        return try await model.answer(request, receive: receive)
    }
}
