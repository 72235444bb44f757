import TestSupport
import Testing
import Turns
import Wire

@Suite("RUN1, RUN4, RUN6: which tab has the run")
struct LeaseTests {
    private func stage(_ tabs: String...) -> Stage {
        var stage = Stage()
        for tab in tabs { stage.join(tab) }
        stage.prompt(by: "x")
        stage.answer("fig = 1")
        return stage
    }

    @Test("RUN1: a run belongs to the tab that its lease names, with the policy's limits")
    func lease() {
        var stage = Stage()
        stage.join("a")
        stage.prompt()
        let step = stage.answer("fig = 1")
        #expect(
            step.events.last
                == .runLeased(RunKey(turn: 1, attempt: 1, lease: 1), tab: "a", limits: TurnPolicy().run))
    }

    @Test("RUN11: by the strategies to compare with programs run plainly", arguments: RepairStrategy.allCases)
    func plain(strategy: RepairStrategy) {
        var stage = Stage { $0.repair = strategy }
        stage.join("a")
        stage.prompt()
        guard case .runLeased(_, _, let limits)? = stage.answer("fig = 1").events.last else {
            Issue.record("the run was not leased")
            return
        }
        #expect(limits.plain == [.traceback, .again].contains(strategy))
    }

    @Test("RUN6: without a ready tab the code waits, and the first that is ready gets it")
    func waits() {
        var stage = stage()
        #expect(stage.join("a", .booting).events.isEmpty)
        #expect(stage.change("a", .broken).events.isEmpty)
        #expect(stage.change("a", .busy).events.isEmpty)
        #expect(stage.join("b").told == ["lease 1 to b"])
        #expect(stage.change("a", .ready).events.isEmpty)
    }

    @Test("RUN6: with no ready tab for 5 min the turn ends unattended")
    func unattended() {
        var stage = stage()
        stage.join("a", .booting)
        #expect(stage.pass(5 * 60_000 - 1) == [])
        #expect(stage.pass(1) == ["turn unattended"])
    }

    @Test("RUN6: a tab that comes within the 5 min gets the run; a new wait is a whole one")
    func waitsAnew() {
        var stage = stage()
        #expect(stage.pass(290_000) == [])
        stage.join("a")
        #expect(stage.run.lease == 1)
        stage.leave("a")
        #expect(stage.pass(299_000) == [])
        #expect(stage.pass(1_000) == ["run interrupted", "turn unattended"])
    }

    @Test("RUN6: a leased tab that disconnects has 2 s, then another ready tab has the run")
    func leaves() {
        var stage = stage("a", "b")
        stage.progress(.running)
        #expect(stage.leave("a").events.isEmpty)
        #expect(stage.pass(1_999) == [])
        #expect(stage.pass(1) == ["lease 2 to b"])
        #expect(stage.join("a", .ready, run: RunKey(turn: 1, attempt: 1, lease: 1)).events.isEmpty)
        #expect(stage.run.lease == 2)
    }

    @Test("OPN4: it comes back in time and names its run, and goes on")
    func comesBack() {
        var stage = stage("a", "b")
        stage.progress(.running)
        let run = stage.run
        stage.leave("a")
        #expect(stage.pass(1_999) == [])
        #expect(stage.join("a", .booting, run: run).events.isEmpty)
        #expect(stage.machine.presence.first { $0.tab == "a" }?.sandbox == .busy)
        #expect(stage.pass(60_000) == [])
        #expect(stage.output().reply == .ok())
        #expect(stage.outcome(.ok).told == ["run ok", "turn plotted"])
    }

    @Test("OPN4: it comes back without its run, and the run is leased anew at once")
    func comesBackWithout() {
        var other = stage("a", "b")
        other.leave("a")
        #expect(other.join("a", .booting).told == ["lease 2 to b"])

        var alone = stage("a")
        alone.leave("a")
        #expect(alone.join("a", .booting).events.isEmpty)
        #expect(alone.change("a", .ready).told == ["lease 2 to a"])
    }

    @Test("OPN4: naming a run of another turn, attempt or lease is naming none")
    func namesAnother() {
        for wrong in [
            RunKey(turn: 2, attempt: 1, lease: 1), RunKey(turn: 1, attempt: 2, lease: 1),
            RunKey(turn: 1, attempt: 1, lease: 2),
        ] {
            var stage = stage("a", "b")
            stage.leave("a")
            #expect(stage.join("a", .booting, run: wrong).told == ["lease 2 to b"])
        }
    }

    @Test("RUN6: alone, it may be away for longer than 2 s and still go on")
    func aloneAndAway() {
        var stage = stage("a")
        stage.progress(.running)
        let run = stage.run
        stage.leave("a")
        #expect(stage.pass(100_000) == [])
        #expect(stage.join("a", .booting, run: run).events.isEmpty)
        #expect(stage.outcome(.error).told.first == "run error Error")
    }

    @Test("RUN6: away for longer than 2 s, it loses the run to the first that is ready")
    func overdue() {
        var stage = stage("a")
        stage.leave("a")
        #expect(stage.pass(10_000) == [])
        #expect(stage.join("b").told == ["lease 2 to b"])
    }

    @Test("OPN3: a reload replaces the tab: same id, its run is lost")
    func reload() {
        var stage = stage("a")
        stage.progress(.running)
        #expect(stage.join("a", .booting).events.isEmpty)
        #expect(stage.machine.presence.count == 1)
        #expect(stage.change("a", .ready).told == ["lease 2 to a"])
    }

    @Test("a tab whose sandbox breaks loses the run; with nobody else the turn waits its 5 min")
    func breaks() {
        var other = stage("a", "b")
        #expect(other.change("a", .broken).told == ["lease 2 to b"])

        var alone = stage("a")
        alone.progress(.running)
        #expect(alone.change("a", .broken).events.isEmpty)
        #expect(alone.output().refusal == .staleLease)
        #expect(alone.pass(5 * 60_000 - 1) == [], "no clock of a run that nobody has")
        #expect(alone.pass(1) == ["run interrupted", "turn unattended"])
    }

    @Test("a tab that refuses its run is busy, and another has it")
    func refuses() {
        var stage = stage("a", "b")
        let step = stage.outcome(.refused)
        #expect(step.told == ["lease 2 to b"])
        #expect(step.reply == .ok())
        #expect(stage.outcome(.refused, from: "b").told == [])
        #expect(stage.outcome(.ok, from: "b").refusal == .staleLease, "it has given the run up")
        #expect(stage.change("a", .ready).told == ["lease 3 to a"])
    }

    @Test("a tab that is silent for 10 s after its lease loses the run to another, not to nobody")
    func silent() {
        var other = stage("a", "b")
        #expect(other.pass(9_999) == [])
        #expect(other.pass(1) == ["lease 2 to b"])

        var alone = stage("a")
        #expect(alone.pass(20_000) == [])
        #expect(alone.progress(.running).told == ["progress running"])
        #expect(alone.join("b").events.isEmpty)
    }

    @Test("one attempt is leased 16 times at most")
    func leases() {
        var stage = stage("a")
        for lease in 2...16 {
            stage.outcome(.refused)
            #expect(stage.change("a", .ready).told == ["lease \(lease) to a"])
        }
        stage.outcome(.refused)
        #expect(stage.change("a", .ready).told == ["run interrupted", "turn unattended"])
    }

    @Test("EVT4: presence is shown when it changed, and only then; the longest here is first")
    func presence() {
        var stage = Stage()
        #expect(stage.join("b", .booting).effects == [.showPresence])
        #expect(stage.join("a", .booting).effects == [.showPresence])
        #expect(stage.change("a", .ready).effects == [.showPresence])
        #expect(stage.change("a", .ready).effects == [])
        #expect(stage.change("a", .ready, visible: false).effects == [.showPresence])
        #expect(stage.machine.presence.map(\.tab) == ["b", "a"])
        #expect(
            stage.machine.presence.last == TabPresence(tab: "a", name: "a", visible: false, sandbox: .ready))
        #expect(stage.leave("b").effects == [.showPresence])
        #expect(stage.leave("b").isNothing)
        #expect(stage.change("b", .ready).isNothing)
    }
}
