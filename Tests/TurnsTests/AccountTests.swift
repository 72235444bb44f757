import TestSupport
import Testing
import Turns
import Wire

@Suite("TRN15: what a subject's answers use in a day")
struct AccountTests {
    private let counted = TokenCount(input: 60, output: 40)

    private func account(_ tokens: Int, _ subject: String = "alice") -> Account {
        Account(subject: subject, used: Usage(tokens: tokens))
    }

    @Test("at the bound a prompt is refused, and one token before it is not", arguments: [99, 100])
    func prompts(used: Int) {
        var stage = Stage { $0.subject.tokens = 100 }
        let step = stage.prompt(account: account(used))
        #expect(step.refusal == (used == 100 ? .overBudget : nil))
        guard case .refused(_, let message) = step.reply else { return }
        #expect(
            message
                == "today's answers to this person have used 100 of 100 tokens (SANDGLASS_SUBJECT_TOKENS): there are "
                + "new ones tomorrow (UTC)")
    }

    @Test("the turn's own answers count: beyond the bound nothing is repaired", arguments: [0, 1])
    func repairs(used: Int) {
        var stage = Stage { $0.subject.tokens = 101 }
        stage.prompt(account: account(used))
        let step = stage.finish(.cutOff, .length, tokens: counted)
        #expect(step.told.last == (used == 1 ? "turn exhausted" : "attempt 2 repair"))
    }

    @Test("somebody else's answers in the same session do not count, nor those that nobody's account is kept for")
    func others() {
        var stage = Stage { $0.subject.tokens = 100 }
        stage.prompt(account: account(0, "bob"))
        stage.answer(using: counted)
        #expect(stage.prompt(id: "c2", account: account(0)).refusal == nil)
        stage.answer(using: counted)
        #expect(stage.prompt(id: "c3").refusal == nil)
        stage.answer(using: counted)
        #expect(stage.prompt(id: "c4").refusal == nil)
    }

    @Test("a refused prompt changes nobody's account of the turn in flight")
    func busy() {
        var stage = Stage()
        stage.prompt(account: account(0))
        #expect(stage.prompt(id: "c2", account: account(0, "bob")).refusal == .busy)
        #expect(stage.machine.account == account(0))
    }

    @Test("its cost is bounded like its tokens", arguments: ["0.5", "0.500001"])
    func cost(most: String) {
        var stage = Stage(price: TokenPrice("0/0")) { $0.subject.cost = Cost(most) }
        let spent = Account(subject: "alice", used: Usage(tokens: 1, cost: Cost(millionths: 500_000)))
        let step = stage.prompt(account: spent)
        #expect(step.refusal == (most == "0.5" ? .overBudget : nil))
        guard case .refused(_, let message) = step.reply else { return }
        #expect(message.contains("have cost 0.5 of 0.5 (SANDGLASS_SUBJECT_COST)"))
    }
}
