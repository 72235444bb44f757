import LanguageModels
import Synchronization
import Testing
import Turns
import Wire

/// Models that are asked again, and models in another's place.
struct StandbyTests {
    /// A model that does what a script says, one word for each time that it is asked.
    private final class Script: LanguageModel {
        enum Word {
            case fails(AnswerFailure)
            case speaksAndFails(AnswerFailure)
            case answers
        }

        let name: String
        let isRehearsal = false
        private let words: Mutex<[Word]>

        init(_ name: String = "scripted", _ words: Word...) {
            self.name = name
            self.words = Mutex(words)
        }

        var unspoken: Int { words.withLock { $0.count } }

        func answer(
            _ request: ModelRequest, receive: nonisolated(nonsending) (AnswerDelta) async -> Void
        ) async throws(AnswerFailure) -> AnswerEnd {
            switch words.withLock({ $0.removeFirst() }) {
            case .fails(let failure): throw failure
            case .speaksAndFails(let failure):
                await receive(AnswerDelta(channel: .thinking, text: "Hm"))
                throw failure
            case .answers:
                await receive(AnswerDelta(channel: .answer, text: name))
                return AnswerEnd(reason: .stop)
            }
        }
    }

    private static let overloaded = AnswerFailure(.server, "overloaded", status: 529)
    private static let limited = AnswerFailure(.rateLimited, "slow down", status: 429, retryAfter: 3)

    /// Notes what was waited, and does not wait.
    private func retrying(_ model: Script, _ waits: Waits, retries: Int = 2) -> RetryingModel {
        RetryingModel(
            model, policy: RetryPolicy(retries: retries), wait: { waits.add($0) }, chance: { 0.5 },
            logger: RecordedLogs().logger)
    }

    private final class Waits: Sendable {
        private let all = Mutex<[Duration]>([])
        var list: [Duration] { all.withLock { $0 } }
        func add(_ wait: Duration) { all.withLock { $0.append(wait) } }
    }

    @Test("what passed is answered in the end, after the waits of its policy")
    func retried() async {
        let (model, waits) = (Script("m", .fails(Self.overloaded), .fails(Self.limited), .answers), Waits())
        let answer = await Answer.of(retrying(model, waits))
        #expect(answer.text == "m")
        #expect(answer.failure == nil)
        #expect(waits.list == [.milliseconds(250), .milliseconds(3_500)])
    }

    @Test("the last failure is told when it does not pass")
    func exhausted() async {
        let (model, waits) = (Script("m", .fails(Self.limited), .fails(Self.overloaded), .answers), Waits())
        let answer = await Answer.of(retrying(model, waits, retries: 1))
        #expect(answer.failure == Self.overloaded)
        #expect(model.unspoken == 1)
    }

    @Test("nothing is asked again once something was said")
    func spoken() async {
        let (model, waits) = (Script("m", .speaksAndFails(Self.overloaded), .answers), Waits())
        let answer = await Answer.of(retrying(model, waits))
        #expect(answer.thinking == "Hm")
        #expect(answer.failure == Self.overloaded)
        #expect(waits.list.isEmpty && model.unspoken == 1)
    }

    @Test("a wait that is cancelled asks nothing more")
    func cancelled() async {
        let model = Script("m", .fails(Self.overloaded), .answers)
        let waiting = Signal<Void>()
        let retrying = RetryingModel(
            model,
            wait: { _ in
                waiting.fire()
                // As long as it takes to be cancelled.
                try await Task.sleep(for: .seconds(3_600))
            })
        let task = Task { await Answer.of(retrying) }
        await waiting.wait()
        task.cancel()
        #expect(await task.value.failure?.kind == .cancelled)
        #expect(model.unspoken == 1)
    }

    @Test(
        "a question goes to the model that it is for",
        arguments: [(0, "first"), (1, "second"), (2, "third"), (3, "first")])
    func ranks(_ rank: Int, _ name: String) async {
        let models = ["first", "second", "third"].map { Script($0, .answers) }
        let model = FallbackModel(models[0], fallbacks: Array(models.dropFirst()))
        #expect(model.name == "first" && model.fallbacks.map(\.name) == ["second", "third"])
        var request = ModelRequest.question
        request.rank = rank
        #expect(await Answer.of(model, request).text == name)
    }

    @Test("a failure's remedy names the settings of the model that failed")
    func settings() async {
        let failure = AnswerFailure(.badRequest, "check SANDGLASS_MODEL and SANDGLASS_MODEL_URL", status: 404)
        let model = FallbackModel(
            Script("first", .fails(failure)), fallbacks: [Script("second"), Script("third", .fails(failure))])
        #expect(await Answer.of(model).failure == failure)
        var request = ModelRequest.question
        request.rank = 2
        let other = await Answer.of(model, request).failure
        #expect(other?.message == "check SANDGLASS_FALLBACK_2_MODEL and SANDGLASS_FALLBACK_2_URL")
        #expect(other?.status == 404)
    }
}
