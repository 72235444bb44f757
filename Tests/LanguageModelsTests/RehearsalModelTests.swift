import Composing
import Testing
import Turns
import Wire

@testable import LanguageModels

struct RehearsalModelTests {
    private func answer(_ messages: ModelRequest.Message...) async -> String {
        let model = RehearsalModel(pace: .instant)
        let request = ModelRequest(messages: [.init(role: .system, text: "You draw.")] + messages)
        let answer = await Answer.of(model, request)
        #expect((try? answer.result.get())?.reason == .stop)
        return answer.text
    }

    private func code(_ answer: String) -> String? {
        var extractor = CodeExtractor()
        extractor.feed(answer)
        if case .code(let code) = extractor.finish(.stop) { return code }
        return nil
    }

    /// A repair message as the turn writes it.
    private func repair(_ type: String, _ message: String) -> ModelRequest.Message {
        .init(
            role: .user,
            text: """
                Your code did not work. This is what happened when it ran.

                <error untrusted="true">
                type: \(type)
                message: \(message)
                line 3: y = x
                traceback:
                File "main.py", line 3
                </error>

                Find the cause in
                type: NothingError
                """)
    }

    private func repaired(_ prompt: String, _ type: String, _ message: String) async throws -> (String, String) {
        let first = try #require(code(await answer(.init(role: .user, text: prompt))))
        let second = await answer(
            .init(role: .user, text: prompt), .init(role: .assistant, text: "```python\n\(first)\n```"),
            repair(type, message))
        return (first, second)
    }

    @Test("it is labelled for what it is")
    func label() {
        let model = RehearsalModel()
        #expect(model.name == "rehearsal (prepared answers)")
        #expect(model.isRehearsal)
        #expect(RehearsalModel.examples.count >= 12)
        #expect(Set(RehearsalModel.examples.map(\.prompt)).count == RehearsalModel.examples.count)
        #expect(Set(RehearsalModel.examples.map(\.title)).count == RehearsalModel.examples.count)
    }

    @Test("every example is answered with a program between sentences", arguments: RehearsalModel.examples)
    func examples(_ example: RehearsalModel.Example) async throws {
        let answer = await answer(.init(role: .user, text: example.prompt))
        #expect(try #require(code(answer)).contains("import "))
        #expect(!answer.hasPrefix("```"))
        #expect(!answer.hasSuffix("```"))
        #expect(!answer.contains("rehearsal"))
    }

    @Test("a prompt is known whatever its case, spacing and punctuation")
    func tolerance() async {
        let prompt = RehearsalModel.examples[0].prompt
        let plain = await answer(.init(role: .user, text: prompt))
        let loose = await answer(
            .init(role: .user, text: "  " + prompt.uppercased().replacing(" ", with: "\n ") + "!?"))
        #expect(plain == loose)
    }

    @Test("a prompt that is nearly known gets that answer, and is told so")
    func nearly() async throws {
        let text = await answer(
            .init(role: .user, text: "Bar chart comparing: compare the monthly rainfall of Lisbon and Oslo"))
        #expect(text.contains("This is a rehearsal without a model"))
        #expect(try #require(code(text)).contains("lisbon"))
    }

    @Test(
        "an unknown prompt is told the truth, the prompts there are and how to attach a model",
        arguments: ["Why is the sky blue?", "", "draw a zebra"])
    func unknown(_ prompt: String) async {
        let text = await answer(.init(role: .user, text: prompt))
        #expect(code(text) == nil)
        for example in RehearsalModel.examples { #expect(text.contains(example.prompt)) }
        for setting in ["SANDGLASS_MODEL_API", "SANDGLASS_MODEL_URL", "SANDGLASS_MODEL", "SANDGLASS_MODEL_KEY"] {
            #expect(text.contains(setting))
        }
    }

    @Test("the closest prompt is offered")
    func closest() async {
        let text = await answer(.init(role: .user, text: "a heatmap of my garden"))
        #expect(text.contains("The closest to yours is “Draw a heatmap of website visits by weekday and hour”"))
    }

    @Test(
        "a first answer that fails is repaired by the error it was given",
        arguments: [
            ("Draw a damped oscillation and its envelope", "NameError", "name 'decay' is not defined", "decay = 6"),
            (
                "Explain a profit with a waterfall chart", "ValueError",
                "Invalid property specified for object of type plotly.graph_objs.Waterfall: 'bar'\n\nDid you mean \"base\"?",
                "increasing_marker_color"
            ),
            ("Compare the population density of six cities", "KeyError", "'population'", "cities[\"population_k\"]"),
            (
                "Draw a rising spiral in three dimensions", "TypeError",
                "'float' object cannot be interpreted as an integer", "225 // 2"
            ),
            (
                "Plot the Collatz sequence of 27 until it reaches one", "TimeoutError", "the code ran longer than 20 s",
                "value != 1"
            ),
        ])
    func repairs(_ prompt: String, _ type: String, _ message: String, _ mended: String) async throws {
        let (first, second) = try await repaired(prompt, type, message)
        #expect(!first.contains(mended))
        #expect(try #require(code(second)).contains(mended))
        #expect(!second.contains("rehearsal"))
    }

    @Test("an error that nothing is prepared for is answered by saying so, with a plainer figure")
    func unexpected() async throws {
        for (type, message) in [("MemoryError", ""), ("NameError", "name 'go' is not defined")] {
            let (_, second) = try await repaired("Draw a damped oscillation and its envelope", type, message)
            #expect(second.contains("nothing is prepared for that error"))
            #expect(second.contains(type))
            #expect(try #require(code(second)).contains("plain figure"))
        }
    }

    @Test("a repair that failed too is not given again, and after the plainer figure it ends")
    func twice() async throws {
        let prompt = "Draw a damped oscillation and its envelope"
        let (_, second) = try await repaired(prompt, "NameError", "name 'decay' is not defined")
        let third = await answer(
            .init(role: .user, text: prompt), .init(role: .assistant, text: second),
            repair("NameError", "name 'decay' is not defined"))
        #expect(try #require(code(third)).contains("plain figure"))
        let fourth = await answer(
            .init(role: .user, text: prompt), .init(role: .assistant, text: third),
            repair("NameError", "name 'decay' is not defined"))
        #expect(code(fourth) == nil)
        #expect(fourth.contains("I stop here"))
    }

    @Test("only the error block is read, and only in a user's message")
    func reportedErrors() {
        let error = ReportedError(in: repair("plotly.exceptions.PlotlyError", "first\nsecond"))
        #expect(error?.name == "PlotlyError")
        #expect(error?.message == "first\nsecond")
        #expect(ReportedError(in: .init(role: .user, text: "type: NameError\nmessage: x")) == nil)
        #expect(ReportedError(in: .init(role: .assistant, text: repair("A", "b").text)) == nil)
    }

    // MARK: Its pace

    @Test("a text is cut into words without losing any, and the same text has the same pauses")
    func beats() {
        for example in RehearsalModel.examples {
            let text = Repertoire.answer(to: ModelRequest(messages: [.init(role: .user, text: example.prompt)]))
            let beats = RehearsalPace.human.beats(of: text)
            #expect(beats.map(\.text).joined() == text)
            #expect(beats == RehearsalPace.human.beats(of: text))
            #expect(beats.allSatisfy { $0.text.count <= 12 && $0.pause < .milliseconds(250) })
            let median = beats.map(\.pause).sorted()[beats.count / 2]
            #expect(median > .milliseconds(34) && median < .milliseconds(46))
        }
        #expect(
            RehearsalPace(median: .milliseconds(40), seed: 2).beats(of: "a b c")
                != RehearsalPace.human.beats(of: "a b c"))
        #expect(RehearsalPace.instant.beats(of: "a b").allSatisfy { $0.pause == .zero })
    }

    @Test("cancelling ends an answer in the middle of a pause")
    func cancelling() async {
        let model = RehearsalModel(pace: RehearsalPace(median: .seconds(3_600)))
        let task = Task { await Answer.of(model) }
        task.cancel()
        #expect(await task.value.failure?.kind == .cancelled)
    }
}
