public import Wire

/// Who answers prompts. Implementations are shells; the turn only knows this.
public protocol LanguageModel: Sendable {
    /// What the log and the page call it. Never a key, never an address with credentials.
    var name: String { get }
    /// The names of those that stand in for it, in the order in which they are asked (TRN8).
    var fallbacks: [String] { get }
    /// True for prepared answers that no model wrote.
    var isRehearsal: Bool { get }

    /// Streams one answer. `receive` is awaited before more is read (backpressure); cancelling the task closes the
    /// connection. Returns only when the provider's own end marker was seen.
    func answer(
        _ request: ModelRequest, receive: @Sendable (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd
}

extension LanguageModel {
    public var fallbacks: [String] { [] }
}

/// What a model is asked.
public struct ModelRequest: Sendable, Hashable {
    public struct Message: Sendable, Hashable {
        public enum Role: String, Sendable { case system, user, assistant }
        public var role: Role
        public var text: String

        public init(role: Role, text: String) {
            self.role = role
            self.text = text
        }
    }

    public var messages: [Message]
    /// Nil leaves it to the provider.
    public var temperature: Double?
    /// The most tokens to answer with.
    public var maxTokens: Int
    /// Who is asked: 0 is the model itself, 1 its first fallback.
    public var rank: Int

    public init(messages: [Message], temperature: Double? = nil, maxTokens: Int = 4_096, rank: Int = 0) {
        self.messages = messages
        self.temperature = temperature
        self.maxTokens = maxTokens
        self.rank = rank
    }
}
