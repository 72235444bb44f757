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

    private func leases(_ step: Step) -> [String] {
        step.events.compactMap { if case .runLeased(_, let tab, _) = $0 { tab } else { nil } }
    }

    @Test("ACC6: a viewer's tab gets no run, whatever it says of itself and however long it waits alone")
    func viewer() {
        var stage = Stage()
        stage.join("v", .ready, role: .viewer)
        stage.prompt(by: "v")
        #expect(leases(stage.answer("fig = 1")) == [])
        for state in [SandboxState.busy, .ready] { #expect(leases(stage.change("v", state, visible: true)) == []) }
        #expect(leases(stage.ping("v", RunKey(turn: 1, attempt: 1, lease: 1))) == [])
        #expect(leases(stage.join("a")) + leases(stage.change("a", .ready)) == ["a"])
    }

    @Test("ACC6: an owner who comes back as a viewer has lost the run, though it names it")
    func demoted() {
        var stage = Stage()
        stage.join("a")
        stage.prompt()
        #expect(leases(stage.answer("fig = 1")) == ["a"])
        stage.join("a", role: .viewer, run: RunKey(turn: 1, attempt: 1, lease: 1))
        #expect(leases(stage.join("b")) == ["b"])
    }
}
