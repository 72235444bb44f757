import TestSupport
import Testing
import Turns
import Wire

@Suite("TRN6: a person's own code")
struct RerunTests {
    private func ended() -> Stage {
        var stage = Stage.running()
        stage.output()
        stage.outcome(.ok)
        stage.change("a", .ready)
        return stage
    }

    @Test("TRN6: a rerun adds an attempt without a model to an ended turn")
    func rerun() {
        var stage = ended()
        let step = stage.rerun(1)
        #expect(step.told == ["attempt 2 rerun", "code fig = 2", "lease 1 to a"])
        #expect(step.reply == .ok(turn: 1, attempt: 2))
        #expect(step.request == nil)
        guard case .attemptStarted(1, 2, _, .rerun, by: "a", command: "c9") = step.events[0] else {
            Issue.record("it does not say who asked")
            return
        }
    }

    @Test("TRN6: it ends plotted, answered or failed, and is not repaired")
    func ends() {
        var plotted = ended()
        plotted.rerun(1)
        plotted.output()
        #expect(plotted.outcome(.ok).told == ["run ok", "turn plotted"])

        var answered = ended()
        answered.rerun(1)
        answered.output(Outputs.printed("x"))
        #expect(answered.outcome(.ok).told == ["run ok", "turn answered"])

        for outcome in [RunOutcome.error, .timeout, .crashed, .ok] {
            var failed = ended()
            failed.rerun(1)
            #expect(failed.outcome(outcome).told.last == "turn failed")
        }
    }

    @Test("TRN6: one that takes too long is failed, not exhausted")
    func wallTime() {
        var stage = ended()
        stage.leave("a")
        stage.rerun(1)
        #expect(stage.pass(5 * 60_000) == ["turn unattended"])
        var running = Stage { $0.run.execMs = 30 * 60_000 }
        running.join("a")
        running.prompt()
        running.say("no code")
        running.finish(.none)
        running.rerun(1)
        #expect(running.pass(15 * 60_000) == ["run interrupted", "turn failed"])
    }

    @Test("a rerun of a turn that is not there is refused, and one during a turn is told to wait")
    func refusals() {
        var stage = ended()
        for turn in [0, 2, -1] {
            let step = stage.rerun(turn)
            #expect(step.refusal == .unknownTurn)
            #expect(step.events.isEmpty)
        }
        stage.prompt()
        #expect(stage.rerun(1).refusal == .busy)
        #expect(stage.rerun(2).refusal == .busy)
    }

    @Test("an older turn is rerun without touching the newer ones")
    func olderTurn() {
        var stage = ended()
        stage.prompt()
        stage.fail("E")
        stage.answer("fig = 3")
        stage.output()
        stage.outcome(.ok)
        #expect(stage.rerun(1).reply == .ok(turn: 1, attempt: 2))
        stage.outcome(.error)
        #expect(stage.rerun(2).reply == .ok(turn: 2, attempt: 3))
        stage.outcome(.error)
        #expect(stage.prompt().reply == .ok(turn: 3))
    }
}
