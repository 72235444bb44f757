import TestSupport
import Testing
import Turns
import Wire

@Suite("TRN12: the tokens of a session")
struct TokenTests {
    private let counted = TokenCount(input: 60, output: 40)

    @Test("an answer's tokens are logged before what comes of it, where its provider counted them")
    func logged() {
        var stage = Stage()
        stage.prompt()
        stage.say("Here:")
        #expect(
            stage.finish(.code("fig = 1", sha256: "00"), tokens: counted).told == ["answered 60 40", "code fig = 1"])
        #expect(stage.machine.state.tokens.used.tokens == 100)
    }

    @Test("what nobody counted is a token for every four bytes: of answers that ended, failed, or were stopped")
    func guessed() {
        var stage = Stage()
        stage.prompt()
        stage.say("é", .thinking)
        stage.say("abc")
        #expect(stage.machine.state.tokens.used.tokens == 2)
        stage.finish(.cutOff)
        stage.say("123456789")
        stage.failModel()
        #expect(stage.machine.state.tokens.used.tokens == 2 + 3)
        stage.prompt(id: "c2")
        stage.say("x")
        _ = stage.machine.cancel(turn: 2)
        #expect(stage.machine.state.tokens.used.tokens == 2 + 3 + 1)
    }

    @Test("at the bound a prompt is refused, and one token before it is not", arguments: [100, 101])
    func prompts(most: Int) {
        var stage = Stage { $0.session.tokens = most }
        stage.prompt()
        stage.say("No plot.")
        stage.finish(.none, tokens: counted)
        let step = stage.prompt(id: "c2")
        #expect(step.refusal == (most == 100 ? .overBudget : nil))
        guard case .refused(_, let message) = step.reply else { return }
        #expect(message.contains("100 of 100 tokens") && message.contains("begin a new session"))
    }

    @Test("beyond the bound nothing is repaired, and what a person edits still runs")
    func repairs() {
        var stage = Stage { $0.session.tokens = 100 }
        stage.join("a")
        stage.prompt()
        stage.finish(.code("fig = 1", sha256: "00"), tokens: counted)
        let step = stage.outcome(.error, RunError(ename: "NameError", evalue: "name 'x'"))
        #expect(step.told == ["run error NameError", "turn exhausted"])
        guard case .turnEnded(_, _, let reason)? = step.events.last else { return }
        #expect(reason.contains("100 of 100 tokens") && reason.contains("NameError: name 'x'"))
        #expect(stage.rerun(1).reply == .ok(turn: 1, attempt: 2))
    }

    @Test("without a bound there is none")
    func unbounded() {
        var stage = Stage()
        for number in 1...3 {
            #expect(stage.prompt(id: "c\(number)").refusal == nil)
            stage.say("No plot.")
            stage.finish(.none, tokens: TokenCount(input: 1_000_000_000, output: 1_000_000_000))
        }
    }

    @Test("what a provider counts is taken within bounds")
    func bounds() {
        #expect(AnswerEnd(reason: .stop).tokens == nil)
        let end = AnswerEnd(reason: .stop, inputTokens: -1, outputTokens: .max)
        #expect(end.tokens == TokenCount(input: 0, output: 1_000_000_000))
        #expect(AnswerEnd(reason: .stop, outputTokens: 7).tokens == TokenCount(input: 0, output: 7))
    }

    @Test("what an answer costs is logged, by the price of the model that gave it", arguments: [0, 1])
    func cost(rank: Int) {
        var stage = Stage(
            fallbacks: ["other"], price: TokenPrice("1000/500"), fallbackPrice: TokenPrice("1/2"))
        stage.prompt()
        if rank == 1 { stage.failModel() }
        stage.answer(using: counted)
        #expect(stage.machine.state.tokens.used.cost == (rank == 0 ? Cost("0.08") : Cost("0.00014")))
    }

    @Test("at the cost a prompt is refused, and a millionth before it is not", arguments: ["0.08", "0.080001"])
    func costs(most: String) {
        var stage = Stage(price: TokenPrice("1000/500")) { $0.session.cost = Cost(most) }
        stage.prompt()
        stage.answer(using: counted)
        let step = stage.prompt(id: "c2")
        #expect(step.refusal == (most == "0.08" ? .overBudget : nil))
        guard case .refused(_, let message) = step.reply else { return }
        #expect(
            message
                == "the answers of this session have cost 0.08 of 0.08 (SANDGLASS_SESSION_COST): begin a new session")
    }

    @Test("what nobody counted costs what the dearest model says for it")
    func guessedCost() {
        var stage = Stage(fallbacks: ["other"], price: TokenPrice("0/1"), fallbackPrice: TokenPrice("0/1000")) {
            $0.session.cost = Cost("0.002")
        }
        stage.prompt()
        stage.say("1234")
        _ = stage.machine.cancel(turn: 1)
        #expect(stage.prompt(id: "c2").refusal == nil)
        stage.say("1234")
        _ = stage.machine.cancel(turn: 2)
        #expect(stage.prompt(id: "c3").refusal == .overBudget)
    }
}
