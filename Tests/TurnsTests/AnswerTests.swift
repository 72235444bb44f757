import TestSupport
import Testing
import Turns
import Wire

@Suite("TRN2, TRN4: what becomes of an answer")
struct AnswerTests {
    private func asked(_ text: String = "") -> Stage {
        var stage = Stage()
        stage.join("a")
        stage.prompt()
        if !text.isEmpty { stage.say(text) }
        return stage
    }

    @Test("TRN4: an answer without code is an answer")
    func noCode() {
        var stage = asked("Hello")
        #expect(stage.finish(.none).told == ["turn answered"])
    }

    @Test(
        "an answer of nothing, of white space or of thoughts alone is repaired", arguments: ["", " \n\t", "thoughts"])
    func emptyAnswer(text: String) {
        var stage = asked()
        stage.say(text == "thoughts" ? "so" : text, text == "thoughts" ? .thinking : .answer)
        #expect(stage.finish(.none).told == ["failed EmptyAnswer", "attempt 2 repair"])
    }

    @Test("an answer that was cut off is repaired, and told to be shorter when length was why")
    func cutOff() {
        var byItself = asked("```python")
        #expect(byItself.finish(.cutOff).told == ["failed CutOffAnswer", "attempt 2 repair"])
        for code in [AnswerCode.cutOff, .none] {
            var stage = asked("```python")
            let step = stage.finish(code, .length)
            #expect(step.told == ["failed CutOffAnswer", "attempt 2 repair"])
            #expect(step.request?.messages.last?.text.contains("length limit") == true)
            #expect(step.request?.messages.last?.text.contains("Your answer could not be used.") == true)
        }
    }

    @Test("code at its bound is run, one byte more is repaired")
    func codeBytes() {
        let largest = String(decoding: Array(repeating: UInt8(ascii: "#"), count: 256 << 10), as: UTF8.self)
        var stage = asked()
        #expect(stage.finish(.code(largest, sha256: "00")).told.last == "lease 1 to a")
        var other = asked()
        #expect(other.finish(.code(largest + "#", sha256: "00")).told == ["failed CodeTooLarge", "attempt 2 repair"])
        var third = asked()
        let malformed = AnswerCode.malformed(largest + "#", sha256: "00", RunError(ename: "SyntaxError", evalue: "no"))
        #expect(third.finish(malformed).told == ["failed CodeTooLarge", "attempt 2 repair"])
    }

    @Test("TRN9: code that Python will refuse is shown and repaired without a run, and without a tab")
    func malformed() {
        let error = RunError(ename: "SyntaxError", evalue: "'(' was never closed", line: 2)
        var stage = Stage()
        stage.prompt()
        let step = stage.finish(.malformed("import math\nprint(1", sha256: "00", error))
        #expect(step.told == ["code import math\nprint(1", "failed SyntaxError", "attempt 2 repair"])
        let repair = step.request?.messages.last?.text
        #expect(repair?.contains("was not run") == true && repair?.contains("line 2: print(1") == true)
    }

    @Test("a model that failed fails the turn, in one sentence")
    func modelFailed() {
        var stage = asked("half an")
        let step = stage.machine.modelFailed(AnswerFailure(.rateLimited, "429: wait a minute"), of: stage.asked)
        #expect(step.told == ["failed ModelError", "turn failed"])
        #expect(step.events.last == .turnEnded(turn: 1, outcome: .failed, reason: "429: wait a minute"))
        #expect(step.effects.isEmpty)
    }

    @Test("a model's endless complaint is bounded so that the log can hold it")
    func longFailure() throws {
        var stage = asked()
        let complaint = String(repeating: "é", count: 20_000)
        for body in stage.machine.modelFailed(AnswerFailure(.server, complaint), of: stage.asked).events {
            let event = Event(seq: 1, at: "", body: body)
            #expect(try Event(event.json) == event)
        }
    }

    @Test("a model's endless name is bounded too")
    func longName() throws {
        for name in ["x", "é🙂"] {
            var machine = TurnMachine(model: AskedModel(name: String(repeating: name, count: 1_000)))
            for body in machine.prompt("p", by: "a", command: "c", at: Moment(milliseconds: 0)).events {
                let event = Event(seq: 1, at: "", body: body)
                #expect(try Event(event.json) == event)
            }
        }
    }

    @Test("what another attempt's model says is not heard")
    func strangers() {
        var stage = asked()
        for key in [AttemptKey(turn: 1, attempt: 2), AttemptKey(turn: 2, attempt: 1), AttemptKey(turn: 0, attempt: 0)] {
            #expect(stage.machine.text(AnswerDelta(channel: .answer, text: "x"), of: key).isNothing)
            #expect(stage.machine.answered(AnswerEnd(reason: .stop), .none, of: key, at: stage.now).isNothing)
        }
        stage.answer("fig = 1")
        #expect(stage.machine.text(AnswerDelta(channel: .answer, text: "x"), of: stage.asked).isNothing)
        #expect(stage.answer("fig = 3").isNothing, "the code is complete once")
    }

    @Test("TRN4: ok with a figure or an image is plotted, with other output answered")
    func shown() {
        let image: JSON = ["output_type": "display_data", "data": ["image/png": "iVBOR"], "metadata": [:]]
        let table: JSON = [
            "output_type": "display_data", "data": ["application/vnd.dataresource+json": [:]], "metadata": [:],
        ]
        let cases: [(JSON, String)] = [
            (Outputs.figure, "turn plotted"), (image, "turn plotted"), (table, "turn answered"),
            (Outputs.printed("42"), "turn answered"),
        ]
        for (output, end) in cases {
            var stage = Stage.running()
            stage.output(output)
            #expect(stage.outcome(.ok).told == ["run ok", end])
        }
    }

    @Test("TRN4: a figure counts wherever it comes among the outputs")
    func figureFirst() {
        var stage = Stage.running()
        stage.output(Outputs.figure, 0)
        stage.output(Outputs.printed("done"), 1)
        #expect(stage.outcome(.ok).told == ["run ok", "turn plotted"])
    }

    @Test("TRN4: a run that shows nothing is an error for the repair loop")
    func nothingShown() {
        var stage = Stage.running()
        #expect(stage.outcome(.ok).told == ["run error NothingShown", "attempt 2 repair"])
    }

    @Test("TRN4: a figure that is not one is refused, shown as refused, and the run becomes an error")
    func notAFigure() {
        var stage = Stage.running()
        let error = RunError(ename: "EmptyFigure", evalue: "no traces")
        let step = stage.machine.output(.failure(error), bytes: 10, number: 0, of: stage.run, from: "a", at: stage.now)
        #expect(step.refusal == .invalidOutput)
        #expect(step.told == ["output 0"])
        stage.output(Outputs.figure, 1)
        #expect(stage.outcome(.ok).told == ["run error EmptyFigure", "attempt 2 repair"])
    }

    @Test("a run's failure without a why is given one", arguments: [RunOutcome.error, .timeout, .crashed])
    func unexplained(outcome: RunOutcome) {
        var stage = Stage.running()
        let step = stage.outcome(outcome)
        guard case .runEnded(_, outcome, let error?, _)? = step.events.first else {
            Issue.record("\(step.told)")
            return
        }
        #expect(!error.ename.isEmpty && !error.evalue.isEmpty)
        #expect(step.told.last == "attempt 2 repair")
    }

    @Test("a run stopped in its tab cancels the turn")
    func interrupted() {
        var stage = Stage.running()
        #expect(stage.outcome(.interrupted).told == ["run interrupted", "turn cancelled"])
    }
}
