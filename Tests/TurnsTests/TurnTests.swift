import TestSupport
import Testing
import Turns
import Wire

@Suite("TRN: turns and their attempts")
struct TurnTests {
    @Test("a prompt becomes a turn, an answer, a run, a figure")
    func wholeTurn() {
        var stage = Stage()
        stage.join("a")
        let step = stage.prompt("bars")
        #expect(step.told == ["turn 1", "attempt 1 first"])
        #expect(step.reply == .ok(turn: 1))
        #expect(step.request?.messages.map(\.role) == [.system, .user])
        #expect(step.request?.messages.last?.text == "bars")
        #expect(stage.say("Here 🙂").told == ["answer 0 Here 🙂"])
        #expect(stage.say("why", .thinking).told == ["thinking 0 why"])
        #expect(stage.say(" you are").told == ["answer 7  you are"])
        #expect(stage.answer("fig = 1").told == ["code fig = 1", "lease 1 to a"])
        #expect(stage.progress(.packages).told == ["progress packages"])
        #expect(stage.output().told == ["output 0"])
        #expect(stage.outcome(.ok).told == ["run ok", "turn plotted"])
        #expect(stage.machine.deadline == nil)
    }

    @Test("TRN1: a prompt during a turn is refused as busy, whoever asks; after its end it is taken")
    func oneAtATime() {
        var stage = Stage.running()
        for tab in ["a", "b", "api"] {
            let step = stage.prompt(by: tab, id: "c2")
            #expect(step.refusal == .busy)
            #expect(step.events.isEmpty && step.effects.isEmpty)
        }
        stage.output()
        stage.outcome(.ok)
        #expect(stage.prompt().reply == .ok(turn: 2))
    }

    @Test("TRN2: a failed run and a failed answer start the next attempt with a repair prompt")
    func repairs() {
        var stage = Stage()
        stage.join("a")
        stage.prompt()
        let afterRun = stage.fail("NameError")
        #expect(afterRun.told == ["run error NameError", "attempt 2 repair"])
        #expect(afterRun.request?.messages.count == 4)
        let afterAnswer = stage.finish(.cutOff)
        #expect(afterAnswer.told == ["failed CutOffAnswer", "attempt 3 repair"])
        #expect(afterAnswer.request != nil)
    }

    @Test("TRN2: four attempts are made, then the turn is exhausted")
    func attemptsAtTheBound() {
        var stage = Stage()
        stage.join("a")
        stage.prompt()
        for attempt in 2...4 {
            #expect(stage.fail("E\(attempt)").told.last == "attempt \(attempt) repair")
        }
        #expect(stage.fail("E5").told == ["run error E5", "turn exhausted"])
    }

    @Test("TRN2: the answers' text is bounded: one byte less is repaired, at the bound it is exhausted")
    func answerBytes() {
        for (text, last) in [
            ("123456789", "attempt 2 repair"), ("1234567890", "turn exhausted"), ("🙂🙂é", "turn exhausted"),
        ] {
            var stage = Stage { $0.answerBytes = 10 }
            stage.join("a")
            stage.prompt()
            stage.say(text)
            #expect(stage.fail("E").told.last == last)
        }
    }

    @Test("TRN2: a turn that takes longer than its time is exhausted, whatever it waits for")
    func wallTime() {
        for answers in [false, true] {
            var stage = Stage { $0.run.execMs = 30 * 60_000 }
            stage.join("a")
            stage.prompt()
            if answers { stage.answer("fig = 1") }
            #expect(stage.pass(15 * 60_000 - 1) == [])
            let end = stage.machine.tick(at: Moment(milliseconds: 15 * 60_000))
            #expect(end.told == (answers ? ["run interrupted", "turn exhausted"] : ["turn exhausted"]))
            #expect(end.effects.contains(.stopModel) == !answers)
        }
    }

    @Test("TRN3: the same error twice changes the repair prompt, a third time ends the turn")
    func sameError() {
        var stage = Stage()
        stage.join("a")
        stage.prompt()
        let first = stage.fail("NameError", "x")
        let second = stage.fail("NameError", "x")
        #expect(first.request?.temperature == nil)
        #expect(second.request?.temperature != nil)
        #expect(first.request?.messages.last?.text.contains("A program for it failed") == false)
        #expect(second.request?.messages.last?.text.contains("A program for it failed") == true)
        #expect(
            second.request?.messages.map(\.role) == [.system, .user, .user], "the code that failed twice is not shown")
        #expect(stage.fail("NameError", "x").told == ["run error NameError", "turn exhausted"])
    }

    @Test("TRN3: another error between the same two begins the count anew; so does another message")
    func otherErrorBetween() {
        for (name, message) in [("KeyError", "x"), ("NameError", "y")] {
            var stage = Stage { $0.attempts = 10 }
            stage.join("a")
            stage.prompt()
            for _ in 0..<2 { stage.fail("NameError", "x") }
            #expect(stage.fail(name, message).request?.temperature == nil)
            for _ in 0..<2 { stage.fail("NameError", "x") }
            #expect(stage.fail("NameError", "x").told.last == "turn exhausted")
        }
    }

    @Test("TRN3: an attempt that a restart cut is no other error")
    func restartBetweenErrors() {
        var stage = Stage()
        stage.join("a")
        stage.prompt()
        stage.fail("NameError", "x")
        stage.fail("NameError", "x")
        let step = stage.restart()
        #expect(step.told == ["attempt 4 restart"])
        #expect(step.request?.temperature != nil)
        stage.join("a")
        #expect(stage.fail("NameError", "x").told == ["run error NameError", "turn exhausted"])
    }

    @Test("TRN5: cancel stops a model that streams")
    func cancelStream() {
        var stage = Stage()
        stage.prompt()
        stage.say("so far")
        let key = stage.asked
        let step = stage.machine.cancel(turn: 1)
        #expect(step.told == ["turn cancelled"])
        #expect(step.effects == [.stopModel])
        #expect(step.reply == .ok())
        #expect(stage.machine.text(AnswerDelta(channel: .answer, text: "late"), of: key).isNothing)
        #expect(stage.machine.answered(AnswerEnd(reason: .stop), .none, of: key, at: stage.now).isNothing)
        #expect(stage.machine.modelFailed(AnswerFailure(.cancelled, "stopped"), of: key).isNothing)
        #expect(stage.machine.deadline == nil)
    }

    @Test("TRN5: cancel ends a leased run as interrupted; what its tab still says is stale")
    func cancelRun() {
        var stage = Stage.running()
        stage.progress(.running)
        let run = stage.run
        let step = stage.machine.cancel(turn: 1)
        #expect(step.told == ["run interrupted", "turn cancelled"])
        #expect(step.effects == [])
        let late = stage.machine.outcome(
            .ok, error: nil, timings: RunTimings(), of: run, from: "a", at: stage.now)
        #expect(late.refusal == .staleLease)
    }

    @Test("TRN5: cancel while no tab has the code, of an ended turn, of none")
    func cancelOtherwise() {
        var stage = Stage()
        stage.prompt()
        stage.answer("fig = 1")
        #expect(stage.machine.cancel(turn: 1).told == ["turn cancelled"])
        #expect(stage.machine.cancel(turn: 1).reply == .ok())
        #expect(stage.machine.cancel(turn: 1).events.isEmpty)
        for turn in [0, 2, -1] { #expect(stage.machine.cancel(turn: turn).refusal == .unknownTurn) }
        stage.prompt()
        #expect(stage.machine.cancel(turn: 1).events.isEmpty, "an old turn's cancel leaves the new one alone")
    }
}
