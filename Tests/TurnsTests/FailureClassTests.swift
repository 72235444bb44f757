import TestSupport
import Testing
import Wire

@testable import Turns

@Suite("What a failure is, and what helps")
struct FailureClassTests {
    @Test(
        "classes",
        arguments: [
            ("SyntaxError", "'(' was never closed", FailureClass.syntax),
            ("IndentationError", "unexpected indent", .syntax),
            ("NameError", "name 'x' is not defined", .name),
            ("ModuleNotFoundError", "No module named 'seaborn'", .package),
            ("ValueError", "Invalid property specified for object of type plotly…: 'tittle'", .drawing),
            ("TypeError", "bar() got an unexpected keyword argument 'colour'", .drawing),
            ("AttributeError", "module 'plotly.express' has no attribute 'barchart'", .drawing),
            ("ValueError", "All arrays must be of the same length", .data), ("KeyError", "'sales'", .data),
            ("NothingShown", "The code ran without an error but showed nothing.", .nothingShown),
            ("EmptyFigure", "The figure has no traces.", .emptyFigure), ("TimeoutError", "60 s", .timeout),
            ("MemoryError", "", .memory), ("URLError", "no network", .elsewhere),
            ("FileNotFoundError", "x.csv", .elsewhere),
            ("OutputTooLargeError", "this output has 20 MB", .tooLarge), ("CutOffAnswer", "length", .cutOff),
            ("InterpreterCrash", "crashed", .crash), ("Surprise", "", .other),
        ])
    func classes(ename: String, evalue: String, failure: FailureClass) {
        #expect(FailureClass(RunError(ename: ename, evalue: evalue)) == failure)
    }

    @Test("what the sandbox blocked is why an error without a class of its own came")
    func blocked() {
        #expect(FailureClass(RunError(ename: "JsException", evalue: "failed"), isBlocked: true) == .elsewhere)
        #expect(FailureClass(RunError(ename: "SyntaxError", evalue: "x"), isBlocked: true) == .syntax)
    }

    @Test("the advice stands in the repair prompt", arguments: FailureClass.allCases)
    func advice(failure: FailureClass) throws {
        let names: [FailureClass: String] = [.syntax: "SyntaxError", .timeout: "TimeoutError", .data: "KeyError"]
        guard let ename = names[failure] else { return }
        var stage = Stage()
        stage.join("a")
        stage.prompt()
        stage.answer("fig = 1")
        let request = stage.outcome(.error, RunError(ename: ename, evalue: "x")).request
        #expect(request?.messages.last?.text.contains(try #require(failure.advice)) == true)
    }

    @Test("programs that differ in nothing that matters are the same")
    func comparable() {
        let program = ComparableCode("x = 1\nif x:\n    y = 2\n")
        #expect(program == ComparableCode("# first\nx = 1   \n\nif x:\r\n    # then\n    y = 2"))
        #expect(program != ComparableCode("x = 1\nif x:\n  y = 2\n"))
        #expect(program != ComparableCode("x = 1\nif x:\n    y = 3\n"))
        #expect(ComparableCode("x = \"\"\"\n# a\n\"\"\"") != ComparableCode("x = \"\"\"\n# b\n\"\"\""))
    }
}

@Suite("TRN10: a program that comes back")
struct RepeatedProgramTests {
    private func failed(_ error: RunError) -> Stage {
        var stage = Stage()
        stage.join("a")
        stage.prompt("bars")
        stage.answer("fig = bar(1)")
        stage.outcome(.error, error)
        stage.change("a", .ready)
        return stage
    }

    @Test("is not run again; the next prompt is another one, and the third time ends the turn")
    func again() {
        var stage = failed(RunError(ename: "NameError", evalue: "name 'bar' is not defined", line: 1))
        let step = stage.answer("# Corrected:\nfig = bar(1)")
        #expect(step.told == ["code # Corrected:\nfig = bar(1)", "failed NameError", "attempt 3 repair"])
        #expect(step.request?.temperature == 0.9)
        #expect(step.request?.messages.contains { $0.role == .assistant } == false)
        let repair = step.request?.messages.last?.text
        #expect(repair?.hasPrefix("A program for it failed:") == true && repair?.contains("plain lists") == true)
        #expect(stage.answer("fig = bar(1)").told.last == "turn exhausted")
    }

    @Test("is run again where it may end otherwise, and so is another one")
    func otherwise() {
        var slow = failed(RunError(ename: "TimeoutError", evalue: "60 s"))
        #expect(slow.answer("fig = bar(1)").told.last == "lease 1 to a")
        var other = failed(RunError(ename: "NameError", evalue: "name 'bar' is not defined"))
        #expect(other.answer("fig = bar(2)").told.last == "lease 1 to a")
    }
}
