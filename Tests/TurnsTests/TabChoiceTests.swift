import Testing
import Turns
import Wire

@Suite("RUN5: the most suitable tab")
struct TabChoiceTests {
    struct Choice: Sendable, CustomTestStringConvertible {
        /// In the order in which they joined: the id, the sandbox, visible or not. "x" asked.
        let tabs: [(String, SandboxState, Bool)]
        let chosen: String?
        let testDescription: String
    }

    @Test(
        "RUN5: ready, then visible, then the one that asked, then the longest here",
        arguments: [
            Choice(tabs: [], chosen: nil, testDescription: "nobody"),
            Choice(
                tabs: [("a", .booting, true), ("b", .busy, true), ("x", .broken, true)], chosen: nil,
                testDescription: "none is ready"),
            Choice(
                tabs: [("a", .booting, true), ("b", .ready, false)], chosen: "b",
                testDescription: "ready before visible"),
            Choice(
                tabs: [("a", .ready, true), ("x", .booting, true)], chosen: "a",
                testDescription: "ready before the asker"),
            Choice(
                tabs: [("a", .ready, false), ("b", .ready, true)], chosen: "b",
                testDescription: "visible before longer here"),
            Choice(
                tabs: [("x", .ready, false), ("b", .ready, true)], chosen: "b",
                testDescription: "visible before the asker"),
            Choice(
                tabs: [("a", .ready, true), ("x", .ready, true)], chosen: "x",
                testDescription: "the asker before longer here"),
            Choice(
                tabs: [("a", .ready, false), ("x", .ready, false)], chosen: "x",
                testDescription: "the asker among the hidden"),
            Choice(tabs: [("b", .ready, true), ("a", .ready, true)], chosen: "b", testDescription: "the longest here"),
            Choice(
                tabs: [("c", .busy, true), ("b", .ready, false), ("a", .ready, false)], chosen: "b",
                testDescription: "the longest here among the hidden"),
        ])
    func choice(choice: Choice) {
        var stage = Stage()
        stage.prompt(by: "x")
        for (tab, _, visible) in choice.tabs { stage.join(tab, .booting, visible: visible) }
        for (tab, sandbox, _) in choice.tabs { stage.change(tab, sandbox) }
        let leased = stage.answer("fig = 1").events.compactMap { event in
            if case .runLeased(_, let tab, _) = event { tab } else { nil }
        }
        #expect(leased.first == choice.chosen)
    }
}
