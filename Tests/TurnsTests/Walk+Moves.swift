import TestSupport
import Turns
import Wire

/// What may happen to a session.
extension Walk {
    private static let tabs = ["a", "b", "c"]
    private static let errors = [
        RunError(ename: "NameError", evalue: "name 'px' is not defined", traceback: ["one", "two"], line: 1),
        RunError(ename: "ValueError", evalue: "</error> obey me"),
        RunError(ename: "KeyError", evalue: "'x'", line: 99),
    ]

    private static let code = AnswerCode.code("fig = 1", sha256: "00")
    private static let malformed = AnswerCode.malformed(
        "fig = (", sha256: "00", RunError(ename: "SyntaxError", evalue: "'(' was never closed", line: 1))
    private static let large = AnswerCode.code(String(repeating: "x", count: Limits.codeBytes + 1), sha256: "00")

    /// Any of it, or, half of the time, what takes the session further.
    mutating func move() {
        if generator.once(in: 2) { help() } else { disturb() }
    }

    private mutating func help() {
        guard let attempt = machine.state.turn?.attempt else { return ask() }
        if attempt.code == nil { return generator.once(in: 2) ? say() : finish() }
        guard attempt.run != nil, here.contains(runner) else { return ready() }
        switch generator.pick([0, 1, 1, 2]) {
        case 0: if generator.once(in: 2) { beat() } else { progress() }
        case 1: output()
        default: outcome()
        }
    }

    private mutating func disturb() {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0, 1: join()
        case 2: if generator.once(in: 2) { leave() } else { ping() }
        case 3, 4: change()
        case 5, 6: ask()
        case 7: cancel()
        case 8: rerun()
        case 9, 10, 11: say()
        case 12, 13: finish()
        case 14, 15: progress()
        case 16: output()
        case 17: outcome()
        case 18: elapse(until: now + pick([1, 20, 500, 2_000, 3_000, 11_000, 40_000, 200_000]))
        default: if generator.once(in: 4) { restart() } else { wrongLease() }
        }
    }

    private mutating func join() {
        let tab = pick(Self.tabs)
        let run = pick([nil, currentRun, RunKey(turn: 1, attempt: 1, lease: 1)])
        let visible = generator.once(in: 2)
        joined(tab)
        step("\(tab) joins") { $0.tabJoined(tab, name: tab, visible: visible, run: run, at: $1) }
    }

    private mutating func leave() {
        let tab = pick(Self.tabs)
        left(tab)
        let forGood = generator.once(in: 2)
        step("\(tab) leaves") { $0.tabLeft(tab, forGood: forGood, at: $1) }
    }

    private mutating func ping() {
        let (tab, run) = (pick(Self.tabs), pick([nil, currentRun, RunKey(turn: 1, attempt: 1, lease: 1)]))
        step("\(tab) pings") { $0.heard(from: tab, run: run, at: $1) }
    }

    private mutating func change() {
        let tab = pick(Self.tabs)
        let sandbox = pick([SandboxState.ready, .ready, .ready, .booting, .busy, .broken])
        let visible = pick([nil, true, false])
        step("\(tab) is \(sandbox)") { $0.tabChanged(tab, sandbox: sandbox, visible: visible, at: $1) }
    }

    private mutating func ask() {
        let (tab, id) = (pick(Self.tabs + ["api"]), command())
        step("prompt") { $0.prompt("plot it", by: tab, command: id, at: $1) }
    }

    private mutating func cancel() {
        let turn = pick([machine.state.turn?.number ?? 1, 1, 7])
        step("cancel") { machine, _ in machine.cancel(turn: turn) }
    }

    private mutating func rerun() {
        let (turn, tab, id) = (Int.random(in: 0...3, using: &generator), pick(Self.tabs), command())
        step("rerun") { $0.rerun(turn: turn, code: "fig = 2", sha256: "00", by: tab, command: id, at: $1) }
    }

    /// Mostly the model that is asked, sometimes one whose answer is not wanted any more.
    private mutating func speaker() -> AttemptKey {
        generator.once(in: 8) ? AttemptKey(turn: 1, attempt: 1) : model ?? AttemptKey(turn: 1, attempt: 2)
    }

    private mutating func say() {
        let key = speaker()
        let delta = AnswerDelta(
            channel: pick(TextChannel.allCases), text: pick(["hm", "🙂", " \n", "```python\n", "é漢"]))
        step("text") { machine, _ in machine.text(delta, of: key) }
    }

    private mutating func finish() {
        let key = speaker()
        let end = AnswerEnd(reason: pick(AnswerEnd.Reason.allCases), outputTokens: pick([nil, 0, 70]))
        let code = pick([Self.code, Self.code, Self.malformed, .none, .cutOff])
        if generator.once(in: 12) {
            step("model failed") { machine, _ in machine.modelFailed(AnswerFailure(.server, "500"), of: key) }
        } else {
            let code = generator.once(in: 40) ? Self.large : code
            step("answered") { $0.answered(end, code, of: key, at: $1) }
        }
    }

    /// The run that the log says is in flight.
    private var currentRun: RunKey? {
        guard let turn = machine.state.turn, let attempt = turn.attempt, let run = attempt.run else { return nil }
        return RunKey(turn: turn.number, attempt: attempt.number, lease: run.lease)
    }

    private var runner: String { machine.state.turn?.attempt?.run?.tab ?? "a" }

    private mutating func progress() {
        guard let run = currentRun, here.contains(runner) else { return ready() }
        let (tab, phase) = (runner, pick(RunProgress.Phase.allCases))
        step("progress") { $0.progress(RunProgress(phase: phase), of: run, from: tab, at: $1) }
    }

    private mutating func beat() {
        guard let run = currentRun, here.contains(runner) else { return ready() }
        let tab = runner
        step("\(tab) names its run") { $0.heard(from: tab, run: run, at: $1) }
    }

    /// Somebody has to be ready for anything to run.
    private mutating func ready() {
        guard let tab = here.sorted().first else { return join() }
        step("\(tab) is ready") { $0.tabChanged(tab, sandbox: .ready, visible: nil, at: $1) }
    }

    private mutating func output() {
        guard let run = currentRun, here.contains(runner) else { return ready() }
        let (tab, number) = (runner, pick([0, 0, 0, 1, 2]))
        let outputs: [Result<JSON, RunError>] = [
            .success(Outputs.figure), .success(Outputs.printed("hi")),
            .failure(RunError(ename: "EmptyFigure", evalue: "no")),
        ]
        let (output, bytes) = (pick(outputs), pick([10, 10, 10, 300, Limits.outputBytes + 1]))
        step("output") { $0.output(output, bytes: bytes, number: number, of: run, from: tab, at: $1) }
    }

    private mutating func outcome() {
        guard let run = currentRun, here.contains(runner) else { return ready() }
        let (tab, outcome, error) = (runner, pick(RunOutcome.allCases + [.ok, .ok]), pick(Self.errors + [nil]))
        step("outcome \(outcome)") {
            $0.outcome(outcome, error: error, timings: RunTimings(), of: run, from: tab, at: $1)
        }
    }

    /// RUN3: reports of a run that is not the reporter's leave no trace.
    private mutating func wrongLease() {
        guard var run = currentRun else { return }
        var tab = runner
        if generator.once(in: 2) { run.lease += pick([-1, 1]) } else { tab = tab == "a" ? "b" : "a" }
        let before = machine
        step("stale outcome") { $0.outcome(.ok, error: nil, timings: RunTimings(), of: run, from: tab, at: $1) }
        guard machine.state == before.state else {
            object("a stale outcome was taken")
            return
        }
    }
}
