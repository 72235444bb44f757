import TestSupport
import Testing
import Turns
import Wire

@Suite("RUN8, RUN9: tabs that fall silent")
struct SilenceTests {
    /// A run in tab "a", which has named it once; "b" is ready too.
    private func stage() -> Stage {
        var stage = Stage.running()
        stage.join("b")
        stage.ping("a", stage.run)
        return stage
    }

    @Test("RUN8: a tab that named its run and then says nothing of it for 6 s loses it to another")
    func silent() {
        var stage = stage()
        #expect(stage.pass(5_999) == [])
        #expect(stage.pass(1) == ["lease 2 to b"])
    }

    @Test("RUN8: every ping that names the run gives it 6 s more, and so does every report of it")
    func heard() {
        var stage = stage()
        for _ in 0..<10 {
            #expect(stage.pass(5_000) == [])
            stage.ping("a", stage.run)
        }
        #expect(stage.pass(5_000) == [])
        stage.progress(.running)
        #expect(stage.pass(5_000) == [])
        stage.output(from: "a")
        #expect(stage.pass(5_999) == [])
        #expect(stage.pass(1) == ["lease 2 to b"])
    }

    @Test("RUN8: pings that name no run, or another, are no sign of life of it")
    func otherPings() {
        var stage = stage()
        for run in [nil, RunKey(turn: 1, attempt: 1, lease: 2), RunKey(turn: 2, attempt: 1, lease: 1)] {
            #expect(stage.pass(1_900) == [])
            stage.ping("a", run)
            stage.ping("b", stage.run)
        }
        #expect(stage.pass(300) == ["lease 2 to b"])
    }

    @Test("RUN8: a tab that never names its run is not held to it, once it has reported")
    func neverNamed() {
        var stage = Stage.running()
        stage.join("b")
        stage.progress(.running)
        #expect(stage.pass(30_000) == [])
    }

    @Test("RUN8: who is silent keeps the run while nobody else is ready, and may go on with it")
    func alone() {
        var stage = Stage.running()
        stage.ping("a", stage.run)
        #expect(stage.pass(20_000) == [])
        #expect(stage.output(from: "a").told == ["output 0"])
        #expect(stage.outcome(.ok).told == ["run ok", "turn plotted"])
    }

    @Test("RUN8: the next tab that is ready takes the run of a silent one at once")
    func later() {
        var stage = Stage.running()
        stage.ping("a", stage.run)
        #expect(stage.pass(20_000) == [])
        #expect(stage.join("b").told == ["lease 2 to b"])
    }

    @Test("RUN8: a page that is gone for good has no grace")
    func gone() {
        var stage = stage()
        #expect(stage.leave("a", forGood: true).told == ["lease 2 to b"])
    }

    @Test("RUN8: without another tab a page that is gone leaves the run waiting")
    func goneAlone() {
        var stage = Stage.running()
        #expect(stage.leave("a", forGood: true).events.isEmpty)
        #expect(stage.join("a").told == ["lease 2 to a"])
    }

    @Test("RUN9: a tab that lost a run by its silence is not asked again until it speaks")
    func notAsked() {
        var stage = stage()
        stage.pass(6_000)
        stage.output(from: "b")
        stage.outcome(.ok, from: "b")
        stage.prompt(by: "a")
        #expect(stage.answer("fig = 2").told.last == "lease 1 to b")
        stage.output(from: "b")
        stage.outcome(.ok, from: "b")
        stage.machine.spoke("a")
        stage.prompt(by: "a")
        #expect(stage.answer("fig = 3").told.last == "lease 1 to a")
    }

    @Test("RUN9: when it is the only one, its first word gets it the run that waits")
    func speaks() {
        var stage = stage()
        stage.pass(6_000)
        stage.leave("b", forGood: true)
        #expect(stage.pass(1_000) == [])
        #expect(stage.ping("a").told == ["lease 3 to a"])
    }

    @Test("OPN4, RUN2: a run that its tab refused, or lost when it broke, is not believed to go on")
    func givenUp() {
        for loses in [
            { (stage: inout Stage) in _ = stage.outcome(.refused) },
            { (stage: inout Stage) in _ = stage.change("a", .broken) },
        ] {
            var stage = Stage.running()
            let run = stage.run
            loses(&stage)
            stage.leave("a")
            stage.join("a", .booting, run: run)
            #expect(stage.change("a", .ready).told == ["lease 2 to a"])
        }
    }
}
