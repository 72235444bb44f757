import Testing
import Turns

@Suite("What a model is asked")
struct ModelRequestTests {
    private func inText(_ messages: [ModelRequest.Message]) -> [ModelRequest.Message] {
        ModelRequest(messages: messages).inText.messages
    }

    @Test("in text a program is a block below what was said")
    func program() {
        #expect(
            inText([.init(role: .assistant, text: "Here.", program: "x = 1")])
                == [.init(role: .assistant, text: "Here.\n\n```python\nx = 1\n```")])
        #expect(
            inText([.init(role: .assistant, text: "", program: "x = 1")])
                == [.init(role: .assistant, text: "```python\nx = 1\n```")])
    }

    @Test("in text the last result is the user's, an earlier one stands below its program")
    func result() {
        let call = ModelRequest.Message(role: .assistant, text: "", program: "x = 1")
        let result = ModelRequest.Message(role: .result, text: "It ran.")
        let block = "```python\nx = 1\n```"
        #expect(inText([call, result]) == [.init(role: .assistant, text: block), .init(role: .user, text: "It ran.")])
        let next = ModelRequest.Message(role: .user, text: "Pies.")
        #expect(inText([call, result, next]) == [.init(role: .assistant, text: "\(block)\n\nIt ran."), next])
    }

    @Test("a reminder is the last paragraph of what a person said, in text and beside calls")
    func reminder() {
        let request = ModelRequest(messages: [.init(role: .user, text: "Bars.", reminder: "(With plotly.)")])
        #expect(request.inText == request)
        #expect(request.reminded.messages == [.init(role: .user, text: "Bars.\n\n(With plotly.)")])
        #expect(request.reminded.reminded == request.reminded)
    }

    @Test("what users say one after the other is one message, each with its reminder")
    func usersTogether() {
        let messages: [ModelRequest.Message] = [
            .init(role: .user, text: "Bars.", reminder: "(With plotly.)"), .init(role: .user, text: "It failed."),
            .init(role: .assistant, text: "So."), .init(role: .user, text: "Again."),
        ]
        #expect(
            ModelRequest(messages: messages).reminded.messages.map(\.text) == [
                "Bars.\n\n(With plotly.)\n\nIt failed.", "So.", "Again.",
            ])
    }

    @Test("what is only text stays as it is, and so does the rest of the request")
    func text() {
        let request = ModelRequest(
            messages: [
                .init(role: .system, text: "a"), .init(role: .user, text: ""), .init(role: .assistant, text: "b"),
            ],
            temperature: 0.9, maxTokens: 7, rank: 1)
        #expect(request.inText == request)
    }
}
