import TestSupport
import Testing
import Turns
import Wire

@Suite("RUN2, RUN3, RUN7: what the leased tab reports")
struct ReportTests {
    /// Each kind of report, of a run and from a tab.
    private static let reports: [@Sendable (inout TurnMachine, RunKey, String) -> Step] = [
        { $0.progress(RunProgress(phase: .running), of: $1, from: $2, at: Moment(milliseconds: 0)) },
        {
            $0.blocked(
                BlockedAttempt(door: "d", target: "t"), of: $1, from: $2, at: Moment(milliseconds: 0))
        },
        { $0.output(.success(Outputs.figure), bytes: 1, number: 0, of: $1, from: $2, at: Moment(milliseconds: 0)) },
        {
            $0.output(
                .failure(RunError(ename: "E", evalue: "e")), bytes: 1, number: 0, of: $1, from: $2,
                at: Moment(milliseconds: 0))
        },
        {
            $0.outcome(
                .ok, error: nil, timings: RunTimings(), of: $1, from: $2, at: Moment(milliseconds: 0))
        },
        {
            $0.outcome(
                .refused, error: nil, timings: RunTimings(), of: $1, from: $2, at: Moment(milliseconds: 0))
        },
    ]

    @Test("RUN3: a report for another lease, attempt or turn, or from another tab, is refused and counted")
    func stale() {
        for report in Self.reports {
            var stage = Stage.running()
            stage.join("b")
            for (run, tab) in [
                (RunKey(turn: 1, attempt: 1, lease: 2), "a"), (RunKey(turn: 1, attempt: 2, lease: 1), "a"),
                (RunKey(turn: 2, attempt: 1, lease: 1), "a"), (RunKey(turn: 1, attempt: 1, lease: 1), "b"),
                (RunKey(turn: 1, attempt: 1, lease: 1), "nobody"),
            ] {
                let step = report(&stage.machine, run, tab)
                #expect(step.refusal == .staleLease)
                #expect(step.events.isEmpty && step.effects.isEmpty)
            }
        }
    }

    @Test("RUN10: what was blocked is logged once, and no more of it than the bound")
    func blocked() {
        var stage = Stage.running()
        #expect(stage.blocked("h0").told == ["blocked connect-src h0"])
        let again = stage.blocked("h0")
        #expect(again.events.isEmpty && again.reply == .ok())
        for number in 1..<Limits.blockedAttempts { #expect(stage.blocked("h\(number)").events.count == 1) }
        let more = stage.blocked("one more")
        #expect(more.refusal == .tooLarge && more.events.isEmpty)
        #expect(stage.outcome(.ok).refusal == nil)
    }

    @Test("RUN3: nothing is taken before a lease, after the run's end, or after the turn's")
    func atOtherTimes() {
        let run = RunKey(turn: 1, attempt: 1, lease: 1)
        for report in Self.reports {
            var stage = Stage()
            #expect(report(&stage.machine, run, "a").refusal == .staleLease)
            stage.join("a")
            stage.prompt()
            #expect(report(&stage.machine, run, "a").refusal == .staleLease)
            stage.answer("fig = 1")
            stage.outcome(.error)
            #expect(report(&stage.machine, run, "a").refusal == .staleLease)
            _ = stage.machine.cancel(turn: 1)
            #expect(report(&stage.machine, run, "a").refusal == .staleLease)
        }
    }

    @Test("RUN3: the first holder's outcome after its run was leased anew is stale; the second's counts")
    func afterNewLease() {
        var stage = Stage.running()
        stage.join("b")
        let first = stage.run
        stage.leave("a")
        #expect(stage.pass(2_000) == ["lease 2 to b"])
        stage.join("a", .busy, run: first)
        for report in Self.reports { #expect(report(&stage.machine, first, "a").refusal == .staleLease) }
        stage.output(from: "b")
        #expect(stage.outcome(.ok, from: "b").told == ["run ok", "turn plotted"])
    }

    @Test("RUN2: outputs are numbered from 0; one again is answered and dropped, one too far is refused")
    func numbers() {
        var stage = Stage.running()
        #expect(stage.output(Outputs.printed("0"), 0).told == ["output 0"])
        let again = stage.output(Outputs.printed("0"), 0)
        #expect(again.reply == .ok() && again.events.isEmpty)
        #expect(stage.output(Outputs.printed("1"), 1).told == ["output 1"])
        let lost = stage.output(Outputs.printed("3"), 3)
        #expect(lost.refusal == .badMessage && lost.told == ["output 2"])
        #expect(stage.output(Outputs.printed("2"), 2).events.isEmpty)
        #expect(stage.output(Outputs.printed("9"), 9).events.isEmpty)
        #expect(stage.outcome(.ok).told.first == "run error OutputLost")
    }

    @Test("RUN2: a new lease numbers from 0 again")
    func numbersOfNewLease() {
        var stage = Stage.running()
        stage.output(Outputs.printed("0"), 0)
        stage.outcome(.refused)
        stage.change("a", .ready)
        #expect(stage.run.lease == 2)
        #expect(stage.output(Outputs.printed("0"), 0).told == ["output 0"])
    }

    @Test("one output: 8 MiB are taken, a byte more is refused and makes the run an error")
    func outputBytes() {
        var stage = Stage.running()
        #expect(stage.output(bytes: 8 << 20).reply == .ok())
        let step = stage.output(Outputs.figure, 1, bytes: (8 << 20) + 1)
        #expect(step.refusal == .tooLarge)
        #expect(step.told == ["output 1"])
        #expect(stage.outcome(.ok).told == ["run error OutputTooLarge", "attempt 2 repair"])
    }

    @Test("a run's outputs: 32 MiB are taken, a byte more is refused")
    func runOutputBytes() {
        var stage = Stage.running()
        for number in 0..<4 { #expect(stage.output(Outputs.figure, number, bytes: 8 << 20).reply == .ok()) }
        #expect(stage.output(Outputs.printed(""), 4, bytes: 1).refusal == .tooLarge)
        #expect(stage.outcome(.ok).told.first == "run error OutputTooLarge")
    }

    @Test("a run's outputs: a thousand are taken, not one more")
    func outputCount() {
        var stage = Stage.running()
        for number in 0..<1_000 { #expect(stage.output(Outputs.printed("x"), number, bytes: 1).reply == .ok()) }
        #expect(stage.output(Outputs.printed("x"), 1_000, bytes: 1).refusal == .tooLarge)
        #expect(stage.outcome(.ok).told.first == "run error OutputTooLarge")
    }

    @Test("a fault of one lease, and its bytes, are not the next one's")
    func faultsOfOldLease() {
        var stage = Stage.running()
        for number in 0..<4 { stage.output(Outputs.figure, number, bytes: 8 << 20) }
        stage.output(Outputs.figure, 4, bytes: 1)
        stage.outcome(.refused)
        stage.change("a", .ready)
        #expect(stage.output(bytes: 8 << 20).reply == .ok())
        #expect(stage.outcome(.ok).told == ["run ok", "turn plotted"])
    }

    @Test("RUN7: the server ends a run 5 s past the packages' clock, or past the code's")
    func clocks() {
        for (phase, milliseconds) in [(RunProgress.Phase.packages, 125_000), (.running, 35_000)] {
            var stage = Stage.running()
            stage.progress(phase)
            #expect(stage.pass(milliseconds - 1) == [])
            #expect(stage.pass(1) == ["run timeout TimeoutError", "attempt 2 repair"])
            #expect(stage.outcome(.ok).refusal == .staleLease)
        }
    }

    @Test("RUN7: a clock runs from its phase's beginning, and progress within it does not stop it")
    func phases() {
        var stage = Stage.running()
        stage.progress(.packages)
        #expect(stage.pass(100_000) == [])
        stage.progress(.packages)
        #expect(stage.pass(24_000) == [])
        stage.progress(.running)
        #expect(stage.pass(20_000) == [])
        stage.progress(.running)
        #expect(stage.pass(14_999) == [])
        #expect(stage.pass(1).first == "run timeout TimeoutError")
    }

    @Test("RUN7: a tab that says nothing, alone, has both clocks")
    func saysNothing() {
        var stage = Stage.running()
        #expect(stage.pass(154_999) == [])
        #expect(stage.pass(1) == ["run timeout TimeoutError", "attempt 2 repair"])
    }

    @Test("RUN7: a run that nobody has runs against no clock")
    func nobodysClock() {
        var stage = Stage.running()
        stage.progress(.running)
        stage.outcome(.refused)
        #expect(stage.pass(299_000) == [])
        #expect(stage.pass(1_000) == ["run interrupted", "turn unattended"])
    }

    @Test("timings and errors are logged as the tab told them")
    func faithful() {
        var stage = Stage.running()
        let error = RunError(ename: "KeyError", evalue: "'x'", traceback: ["one"], line: 1)
        #expect(
            stage.outcome(.timeout, error).events.first
                == .runEnded(
                    RunKey(turn: 1, attempt: 1, lease: 1), outcome: .timeout, error: error,
                    timings: RunTimings(packagesMs: 1, execMs: 2, serializeMs: 3)))
    }
}
