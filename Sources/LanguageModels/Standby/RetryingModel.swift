public import Logging
public import Turns
public import Wire

/// A model that is asked again when it failed in a way that may pass.
public struct RetryingModel: LanguageModel {
    public var name: String { model.name }
    public var callsTool: Bool { model.callsTool }
    public var price: TokenPrice? { model.price }
    public var isRehearsal: Bool { model.isRehearsal }
    public var fallbacks: [AskedModel] { model.fallbacks }
    private let model: any LanguageModel
    private let policy: RetryPolicy
    private let wait: @Sendable (Duration) async throws -> Void
    private let chance: @Sendable () -> Double
    private let logger: Logger

    /// - Parameters:
    ///   - wait: returns after that time; throws when the task is cancelled.
    ///   - chance: from 0 to 1.
    public init(
        _ model: any LanguageModel, policy: RetryPolicy = RetryPolicy(),
        wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        logger: Logger = Logger(label: "sandglass.model")
    ) {
        self.model = model
        self.policy = policy
        self.wait = wait
        self.chance = chance
        self.logger = logger
    }

    public nonisolated(nonsending) func answer(
        _ request: ModelRequest, receive: nonisolated(nonsending) (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        var retry = 0
        while true {
            var hasSpoken = false
            do throws(AnswerFailure) {
                return try await model.answer(request) { delta in
                    hasSpoken = true
                    await receive(delta)
                }
            } catch {
                let verdict = policy.verdict(
                    on: error, retry: retry, hasSpoken: hasSpoken, chance: chance())
                guard case .retry(let milliseconds) = verdict else { throw error }
                retry += 1
                logger.notice(
                    "the model is asked again",
                    metadata: [
                        "model": "\(name)", "failure": "\(error.kind)", "retry": "\(retry)", "ms": "\(milliseconds)",
                    ])
                do { try await wait(.milliseconds(milliseconds)) } catch {
                    throw AnswerFailure(.cancelled, "The answer was cancelled.")
                }
            }
        }
    }
}
