import TestSupport
import Testing
import Turns
import Wire

@Suite("TRN7: after a restart of the server")
struct RecoveryTests {
    @Test("TRN7: a stream that was cut becomes a new attempt that says so, and asks again")
    func cutStream() {
        var stage = Stage()
        stage.join("a")
        stage.prompt("bars")
        stage.say("half an ans")
        let step = stage.restart()
        #expect(step.told == ["attempt 2 restart"])
        #expect(step.request?.messages.map(\.text).last == "bars")
        stage.join("a")
        #expect(stage.say("whole").told == ["answer 0 whole"])
        #expect(stage.answer("fig = 1").told == ["code fig = 1", "lease 1 to a"])
    }

    @Test("TRN7: a cut repair is asked again with the error that it was to repair")
    func cutRepair() {
        var stage = Stage()
        stage.join("a")
        stage.prompt()
        stage.fail("NameError", "px")
        stage.say("half")
        let step = stage.restart()
        #expect(step.told == ["attempt 3 restart"])
        #expect(step.request?.messages.last?.text.contains("NameError") == true)
    }

    @Test("TRN7: a leased run goes on in its tab, which has 2 s to come back")
    func leasedRun() {
        var stage = Stage.running()
        stage.output()
        let run = stage.run
        #expect(stage.restart().isNothing)
        #expect(stage.join("b").events.isEmpty)
        #expect(stage.pass(1_999) == [])
        #expect(stage.join("a", .booting, run: run).events.isEmpty)
        #expect(stage.output(Outputs.figure, 0).reply == .ok(), "sent again, as it was not answered")
        #expect(stage.outcome(.ok).told == ["run ok", "turn plotted"])
    }

    @Test("TRN7: a tab that does not come back loses the run")
    func lostRun() {
        var stage = Stage.running()
        _ = stage.restart()
        stage.join("b")
        #expect(stage.pass(2_000) == ["lease 2 to b"])
    }

    @Test("TRN7: code that nobody had waits for a tab, 5 min from the restart")
    func unleasedCode() {
        var stage = Stage()
        stage.prompt()
        stage.answer("fig = 1")
        _ = stage.pass(200_000)
        #expect(stage.restart().isNothing)
        #expect(stage.pass(299_999) == [])
        #expect(stage.join("a").told == ["lease 1 to a"])
    }

    @Test("nothing was in flight: nothing happens")
    func idle() {
        var empty = Stage()
        #expect(empty.restart().isNothing)
        var ended = Stage.running()
        ended.outcome(.interrupted)
        #expect(ended.restart().isNothing)
        #expect(ended.machine.deadline == nil)
        #expect(ended.prompt().reply == .ok(turn: 2))
    }
}
