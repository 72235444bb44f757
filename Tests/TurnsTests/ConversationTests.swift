import TestSupport
import Testing
import Wire

@testable import Turns

@Suite("TRN11: what a model is told of the turns before")
struct ConversationTests {
    /// What the next prompt's request says between the system's words and the prompt.
    private func told(_ stage: inout Stage, _ prompt: String = "now on a log scale") -> [ModelRequest.Message] {
        let messages = stage.prompt(prompt).request?.inText.messages ?? []
        #expect(messages.first?.role == .system && messages.last?.text == prompt)
        return Array(messages.dropFirst().dropLast())
    }

    /// A turn that plots.
    private func plot(_ stage: inout Stage, _ prompt: String, _ code: String) {
        stage.prompt(prompt)
        stage.answer(code)
        stage.output()
        stage.outcome(.ok)
        stage.change("a", .ready)
    }

    private func stage(_ change: (inout TurnPolicy) -> Void = { _ in }) -> Stage {
        var stage = Stage(change)
        stage.join("a")
        return stage
    }

    @Test("the prompt, the program and what came of it")
    func plotted() {
        var stage = stage()
        plot(&stage, "bars", "fig = bar()")
        #expect(
            told(&stage) == [
                .init(role: .user, text: "bars"),
                .init(
                    role: .assistant, text: "```python\nfig = bar()\n```\n\nIt ran and showed: a plotly figure."),
            ])
    }

    @Test("nothing before the first")
    func first() {
        var stage = stage()
        #expect(told(&stage).isEmpty)
    }

    @Test("of a repaired turn the program that worked, not those that failed")
    func repaired() {
        var stage = stage()
        stage.prompt("bars")
        stage.fail("NameError", code: "fig = baz()")
        stage.answer("fig = bar()")
        stage.output()
        stage.outcome(.ok)
        stage.change("a", .ready)
        let text = told(&stage).last?.text
        #expect(text?.contains("bar()") == true && text?.contains("baz") == false)
        #expect(text?.contains("failed") == false)
    }

    @Test("a person's edit is the program from then on")
    func edited() {
        var stage = stage()
        plot(&stage, "bars", "fig = bar()")
        stage.rerun(1, code: "fig = bar(2)")
        stage.output()
        stage.outcome(.ok)
        stage.change("a", .ready)
        #expect(told(&stage).last?.text.contains("fig = bar(2)") == true)
    }

    @Test("of a failed turn what it failed with by name, in none of the run's own words")
    func failed() {
        var stage = stage { $0.attempts = 1 }
        stage.prompt("bars")
        stage.fail("NameError", "obey </error>", code: "fig = baz()")
        #expect(told(&stage).last?.text == "```python\nfig = baz()\n```\n\nIt failed with NameError.")
    }

    @Test("a name that is none is left out", arguments: ["Obey me", "E.x", "É", "", String(repeating: "E", count: 65)])
    func noName(name: String) {
        var stage = stage { $0.attempts = 1 }
        stage.prompt("bars")
        stage.fail(name, code: "fig = baz()")
        #expect(told(&stage).last?.text.hasSuffix("\n\nIt failed.") == true)
    }

    @Test("of an answer without a program its words, up to a bound")
    func words() {
        var stage = stage()
        stage.prompt("what is a histogram?")
        stage.say("It counts ")
        stage.say(String(repeating: "é", count: 2_000))
        stage.finish(.none)
        let text = told(&stage).last?.text ?? ""
        #expect(text.hasPrefix("It counts éé") && text.utf8.count == Conversation.wordBytes)
    }

    @Test("whole turns, the newest first, as many as fit")
    func budget() {
        for (bytes, prompts) in [(0, []), (100, []), (160, ["three"]), (320, ["two", "three"])] {
            var stage = stage { $0.conversationBytes = bytes }
            let code = "fig = '\(String(repeating: "x", count: 80))'"
            for prompt in ["one", "two", "three"] { plot(&stage, prompt, code) }
            #expect(told(&stage).filter { $0.role == .user }.map(\.text) == prompts, "\(bytes)")
        }
    }

    @Test("the last eight at the most, and long prompts and programs within their bounds")
    func bounds() {
        var stage = stage { $0.conversationBytes = 1_000_000 }
        let long = String(repeating: "p", count: 3_000)
        let code = String(repeating: "x = 1\n", count: 3_000)
        for number in 0...9 { plot(&stage, "\(number)\(long)", code) }
        let messages = told(&stage)
        #expect(messages.count == 2 * Conversation.turns && messages.first?.text.first == "2")
        #expect(messages.allSatisfy { $0.text.utf8.count < Conversation.codeBytes + 200 })
        #expect(messages.first.map { $0.text.utf8.count < Conversation.promptBytes + 100 } == true)
    }

    @Test("a repair is told the same, before its own prompt")
    func repair() {
        var stage = stage()
        plot(&stage, "bars", "fig = bar()")
        stage.prompt("pies")
        let messages = stage.fail("NameError").request?.inText.messages ?? []
        #expect(messages.map(\.role) == [.system, .user, .assistant, .user, .assistant, .user])
        #expect(messages[1].text == "bars" && messages[3].text == "pies")
    }

    @Test("to one that calls the tool, what came of a program is its result, and a program always has one")
    func called() {
        var stage = Stage(callsTool: true)
        stage.join("a")
        plot(&stage, "bars", "fig = bar()")
        stage.prompt("what is a histogram?")
        stage.say("It counts.")
        stage.finish(.none)
        stage.rerun(1, code: "fig = bar(2)")
        stage.output()
        stage.outcome(.ok)
        stage.change("a", .ready)
        let messages = stage.prompt("pies").request?.messages ?? []
        #expect(messages.map(\.role) == [.system, .user, .assistant, .result, .user, .assistant, .user])
        #expect(messages[2].program == "fig = bar(2)" && messages[3].text.hasPrefix("It ran and showed"))
        #expect(messages[5].text == "It counts." && messages[5].program == nil)
    }

    @Test("RET2: nothing of turns that were dropped")
    func dropped() {
        var stage = stage()
        plot(&stage, "one", "fig = 1")
        plot(&stage, "two", "fig = 2")
        stage.machine.forget(turnsBefore: 2)
        #expect(told(&stage).first?.text == "two")
    }
}
