import TestSupport
import Testing
import Turns
import Wire

@Suite("TRN8: models that stand by")
struct FallbackTests {
    private func asked(_ fallbacks: [String] = ["second", "third"]) -> Stage {
        var stage = Stage(fallbacks: fallbacks) { $0.attempts = 2 }
        stage.join("a")
        stage.prompt()
        return stage
    }

    private func models(_ step: Step) -> [String] {
        step.events.compactMap { if case .attemptStarted(_, _, let model, _, _, _) = $0 { model } else { nil } }
    }

    @Test("TRN8: each is asked the same in its turn, under its own name, and the last one's failure ends the turn")
    func order() {
        var stage = asked()
        let second = stage.failModel()
        #expect(second.told == ["failed ModelError", "attempt 2 fallback"])
        #expect(models(second) == ["second"])
        #expect(second.request?.rank == 1)
        #expect(second.request?.messages.map(\.text).last == "plot it", "nothing is to be repaired")
        let third = stage.failModel(.quota)
        #expect(third.told == ["failed ModelError", "attempt 3 fallback"])
        #expect(models(third) == ["third"])
        #expect(third.request?.rank == 2)
        #expect(stage.failModel().told == ["failed ModelError", "turn failed"])
    }

    @Test("TRN8: what failed elsewhere is another model's to try", arguments: AnswerFailure.Kind.allCases)
    func kinds(_ kind: AnswerFailure.Kind) {
        var stage = asked()
        let isLast = kind == .refused || kind == .cancelled
        #expect(stage.failModel(kind).told.last == (isLast ? "turn failed" : "attempt 2 fallback"))
    }

    @Test("TRN8: a model that has said something keeps the turn", arguments: TextChannel.allCases)
    func spoken(_ channel: TextChannel) {
        var stage = asked()
        stage.say("Hm", channel)
        #expect(stage.failModel().told == ["failed ModelError", "turn failed"])
    }

    @Test("TRN8: the turn stays with the model that answered, and the next turn begins with the first")
    func staying() {
        var stage = asked()
        stage.failModel()
        let repair = stage.fail("NameError")
        #expect(repair.told.last == "attempt 3 repair", "only answers count for the budget of two")
        #expect(models(repair) == ["second"])
        #expect(repair.request?.rank == 1)
        #expect(repair.request?.messages.last?.text.contains("NameError") == true)
        #expect(stage.fail("TypeError").told.last == "turn exhausted")
        let next = stage.prompt(id: "c2")
        #expect(models(next) == ["scripted"])
        #expect(next.request?.rank == 0)
    }

    @Test("TRN8: a repair that its model does not take goes to the next, with the error to repair")
    func repair() {
        var stage = asked()
        stage.fail("NameError")
        let step = stage.failModel(.rateLimited)
        #expect(step.told == ["failed ModelError", "attempt 3 fallback"])
        #expect(step.request?.messages.last?.text.contains("NameError") == true)
        #expect(step.request?.messages.last?.text.contains("ModelError") == false)
        #expect(stage.fail("NameError").told.last == "turn exhausted")
    }

    @Test("TRN8: a restart asks the model that was asked, or the last that there still is")
    func restart() {
        var stage = asked()
        stage.failModel()
        stage.failModel()
        let same = stage.restart(fallbacks: ["second", "third"])
        #expect(models(same) == ["third"])
        #expect(same.request?.rank == 2)
        let fewer = stage.restart(fallbacks: ["second"])
        #expect(models(fewer) == ["second"])
        #expect(fewer.request?.rank == 1)
        #expect(stage.failModel().told == ["failed ModelError", "turn failed"])
    }
}
