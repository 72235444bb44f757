import Testing
import Turns
import Wire

@testable import Sessions

@Suite("What an operator is told of a session")
struct ObservationTests {
    @Test("a repaired turn: attempts, the model's times, each run by clock, the turn")
    func repaired() {
        let bench = Bench()
        bench.ask()
        bench.say("", at: 150)
        bench.say("Here:\n```python\nfig = px\n```\n", at: 250)
        bench.say("Done.", at: 300)
        bench.finish(AttemptKey(turn: 1, attempt: 1), at: 400)
        let error = RunError(ename: "NameError", evalue: "px")
        bench.end(attempt: 1, .error, error, RunTimings(packagesMs: 5, execMs: 7), at: 420)
        bench.say("```python\nfig = 1\n```", of: 2, at: 500)
        bench.finish(AttemptKey(turn: 1, attempt: 2), at: 600)
        bench.show(attempt: 2, at: 620)
        bench.end(attempt: 2, .ok, nil, RunTimings(), at: 650)
        let first = RunClocks(whole: .milliseconds(20), parts: RunTimings(packagesMs: 5, execMs: 7))
        #expect(
            bench.seen == [
                .attempt(.first), .firstToken(after: .milliseconds(150)),
                .answer(.complete, after: .milliseconds(300)),
                .run(.error, clocks: first), .attempt(.repair),
                .firstToken(after: .milliseconds(80)), .answer(.complete, after: .milliseconds(180)),
                .run(.ok, clocks: RunClocks(whole: .milliseconds(50), parts: nil)), .turn(.answered),
            ])
    }

    @Test("a model that fails, and one that is stopped before its first token")
    func unanswered() {
        let bench = Bench()
        bench.ask()
        let key = AttemptKey(turn: 1, attempt: 1)
        bench.act(at: 130) { $0.modelFailed(AnswerFailure(.server, "500"), of: key, at: $1) }
        bench.ask("again", at: 200)
        bench.act(at: 240) {
            $0.perform(Command(id: "c", body: .cancel(turn: 2)), from: Bench.tab, bytes: 100, at: $1)
        }
        bench.act(at: 250) {
            $0.receive(
                AnswerDelta(channel: .answer, text: "late"), of: AttemptKey(turn: 2, attempt: 1), at: $1)
        }
        #expect(
            bench.seen == [
                .attempt(.first), .answer(.failed, after: .milliseconds(30)), .turn(.failed),
                .attempt(.first), .answer(.stopped, after: .milliseconds(40)), .turn(.cancelled),
            ])
    }

    @Test("a tab cannot claim more time than there was")
    func claims() {
        let clocks = RunClocks(elapsed: 100, told: RunTimings(packagesMs: .max, execMs: 101, serializeMs: 100))
        #expect(clocks.whole == .milliseconds(100))
        #expect(clocks.parts == RunTimings(packagesMs: 100, execMs: 100, serializeMs: 100))
    }

    @Test("what the log refuses is not observed")
    func refused() {
        let bench = Bench(refuses: true)
        bench.ask()
        #expect(bench.seen == [])
    }

    @Test("a run that was leased before the server started has an outcome and no time")
    func restarted() {
        let bench = Bench()
        bench.ask()
        bench.say("```python\nfig = 1\n```", at: 200)
        bench.finish(AttemptKey(turn: 1, attempt: 1), at: 300)
        bench.restart(at: 1_000)
        bench.end(attempt: 1, .interrupted, nil, RunTimings(execMs: 5), at: 1_100)
        #expect(bench.seen.suffix(2) == [.run(.interrupted, clocks: nil), .turn(.cancelled)])
    }
}

/// A session machine with one ready tab, on a log that takes everything at once, and what was observed.
private final class Bench {
    static let tab = "t"
    private var machine: SessionMachine
    private var log: [LoggedEvent] = []
    private let refuses: Bool
    private(set) var seen: [Observation] = []

    init(refuses: Bool = false) {
        self.refuses = refuses
        machine = Self.machine(after: [])
        join(nil, at: 0)
    }

    private static func machine(after log: [LoggedEvent]) -> SessionMachine {
        var history = SessionHistory(dropped: [], outlines: [], from: 1)
        for event in log { try? history.take(event, of: "s") }
        return SessionMachine(
            id: "s", head: LogHead(epoch: "e", seq: log.count), history: history,
            surroundings: .init(model: AskedModel(name: "scripted")))
    }

    func act(
        at time: Int, _ work: (inout SessionMachine, ClockReading) -> [SessionMachine.Action]
    ) {
        let now = ClockReading(moment: Moment(milliseconds: time), unix: time)
        var actions = work(&machine, now)
        while !actions.isEmpty {
            switch actions.removeFirst() {
            case .observe(let observation): seen.append(observation)
            case .append where refuses: actions += machine.wasRefused()
            case .append(let group):
                log += group.events
                actions += machine.wasCommitted(at: now)
            default: break
            }
        }
    }

    func restart(at time: Int) {
        machine = Self.machine(after: log)
        act(at: time) { $0.recover(at: $1) }
        join(RunKey(turn: 1, attempt: 1, lease: 1), at: time)
    }

    private func join(_ run: RunKey?, at time: Int) {
        let hello = Hello(session: "s", tabName: "a", run: run)
        act(at: time) { $0.join(hello, as: 1, tab: Self.tab, at: $1).1 }
        guard run == nil else { return }
        send(.sandbox(.ready, visible: true), at: time)
    }

    private func send(_ body: Command.Body, at time: Int) {
        let id = "\(time) \(log.count)"
        act(at: time) { $0.perform(Command(id: id, body: body), from: Self.tab, bytes: 100, at: $1) }
    }

    func ask(_ text: String = "bars", at time: Int = 100) { send(.prompt(text: text), at: time) }

    func say(_ text: String, of attempt: Int = 1, at time: Int) {
        act(at: time) {
            $0.receive(
                AnswerDelta(channel: .answer, text: text), of: AttemptKey(turn: 1, attempt: attempt), at: $1)
        }
    }

    /// The answer ends; the tab is ready for its code.
    func finish(_ key: AttemptKey, at time: Int) {
        send(.sandbox(.ready, visible: true), at: time)
        act(at: time) { $0.modelFinished(AnswerEnd(reason: .stop), of: key, at: $1) }
    }

    func show(attempt: Int, at time: Int) {
        let output: JSON = ["output_type": "stream", "name": "stdout", "text": "x"]
        send(.output(RunKey(turn: 1, attempt: attempt, lease: 1), at: 0, output: output), at: time)
    }

    func end(attempt: Int, _ outcome: RunOutcome, _ error: RunError?, _ timings: RunTimings, at time: Int) {
        let run = RunKey(turn: 1, attempt: attempt, lease: 1)
        send(.outcome(run, outcome, error: error, timings: timings), at: time)
    }
}
