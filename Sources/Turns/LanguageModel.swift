public import Wire

/// Who answers prompts. Implementations are shells; the turn only knows this.
public protocol LanguageModel: Sendable {
    /// What the log and the page call it. Never a key, never an address with credentials.
    var name: String { get }
    /// Whether it hands in a program by calling `run_python`, and not in its text.
    var callsTool: Bool { get }
    /// What its tokens cost, where the operator says so.
    var price: TokenPrice? { get }
    /// Those that stand in for it, in the order in which they are asked (TRN8).
    var fallbacks: [AskedModel] { get }
    /// True for prepared answers that no model wrote.
    var isRehearsal: Bool { get }

    /// Streams one answer, where its caller runs. `receive` is awaited before more is read (backpressure); cancelling the task closes the
    /// connection. Returns only when the provider's own end marker was seen.
    nonisolated(nonsending) func answer(
        _ request: ModelRequest, receive: nonisolated(nonsending) (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd
}

extension LanguageModel {
    public var callsTool: Bool { false }
    public var price: TokenPrice? { nil }
    public var fallbacks: [AskedModel] { [] }
    /// As a turn knows it.
    public var asked: AskedModel { AskedModel(name: name, callsTool: callsTool, price: price) }
}

/// What a turn knows of a model.
public struct AskedModel: Sendable, Hashable {
    public var name: String
    public var callsTool: Bool
    public var price: TokenPrice?

    public init(name: String, callsTool: Bool = false, price: TokenPrice? = nil) {
        self.name = name
        self.callsTool = callsTool
        self.price = price
    }
}
