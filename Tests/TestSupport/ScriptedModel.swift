import Synchronization
public import Turns
public import Wire

/// A model whose every answer the test writes, while it streams.
public final class ScriptedModel: LanguageModel {
    /// One question that was put to the model.
    public final class Question: Sendable {
        public let request: ModelRequest
        private let words: AsyncStream<Word>.Continuation
        fileprivate let spoken: AsyncStream<Word>
        private let cancelled = Mutex(false)

        fileprivate enum Word: Sendable {
            case delta(AnswerDelta)
            case end(AnswerEnd)
            case failure(AnswerFailure)
            case mark(CheckedContinuation<Void, Never>)
        }

        fileprivate init(_ request: ModelRequest) {
            self.request = request
            (spoken, words) = AsyncStream.makeStream()
        }

        public func say(_ text: String, _ channel: TextChannel = .answer) {
            words.yield(.delta(AnswerDelta(channel: channel, text: text)))
        }

        public func finish(_ reason: AnswerEnd.Reason = .stop) { words.yield(.end(AnswerEnd(reason: reason))) }
        public func fail(_ failure: AnswerFailure) { words.yield(.failure(failure)) }

        /// A whole answer with one program.
        public func answer(_ code: String) {
            say("Here it is.\n```python\n\(code)\n```\n")
            finish()
        }

        /// Returns once all that was said before has been received; at once when nobody listens any more.
        public func untilHeard() async {
            await withCheckedContinuation { heard in
                switch words.yield(.mark(heard)) {
                case .enqueued: break
                default: heard.resume()
                }
            }
        }

        /// Whether whoever asked has gone.
        public var isCancelled: Bool { cancelled.withLock { $0 } }

        fileprivate func cancel() {
            cancelled.withLock { $0 = true }
            words.finish()
        }
    }

    public let name = "scripted"
    public let isRehearsal = false
    private let asked: AsyncStream<Question>
    private let asks: AsyncStream<Question>.Continuation

    public init() { (asked, asks) = AsyncStream.makeStream() }

    /// The next question; each is given out once.
    public func question() async throws(CancellationError) -> Question {
        for await question in asked { return question }
        throw CancellationError()
    }

    public func answer(
        _ request: ModelRequest, receive: nonisolated(nonsending) (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        let question = Question(request)
        asks.yield(question)
        let end: Result<AnswerEnd, AnswerFailure>? = await withTaskCancellationHandler {
            for await word in question.spoken {
                switch word {
                case .delta(let delta): await receive(delta)
                case .end(let end): return .success(end)
                case .failure(let failure): return .failure(failure)
                case .mark(let heard): heard.resume()
                }
            }
            return nil
        } onCancel: {
            question.cancel()
        }
        guard let end else { throw AnswerFailure(.cancelled, "stopped") }
        return try end.get()
    }
}
