import TestSupport
import Turns
import Wire

/// A session in which a model says, and a tab shows, one thing or another: legal, and the same for the same seed.
struct RandomLog {
    private(set) var bodies: [EventBody] = []
    private var generator: SeededGenerator
    private var machine = TurnMachine(model: AskedModel(name: "scripted"))
    private var asked: AttemptKey?
    private var commands = 0
    private var outputs = 0
    private let now = Moment(milliseconds: 0)

    init(seed: UInt64, steps: Int) {
        generator = SeededGenerator(seed: seed)
        take(machine.tabJoined("t", name: "t", visible: true, run: nil, at: now))
        for _ in 0..<steps { move() }
    }

    private mutating func move() {
        guard let attempt = machine.state.turn?.attempt else { return ask() }
        if generator.once(in: 60) { return take(machine.cancel(turn: machine.state.lastTurn)) }
        if attempt.code == nil { return generator.once(in: 12) ? finish() : say() }
        guard attempt.run != nil else { return take(machine.tabChanged("t", sandbox: .ready, visible: nil, at: now)) }
        show()
    }

    private mutating func ask() {
        commands += 1
        let id = "c\(commands)"
        if machine.state.lastTurn > 0, generator.once(in: 3) {
            let turn = Int.random(in: 1...machine.state.lastTurn, using: &generator)
            take(machine.rerun(turn: turn, code: "fig = 2", sha256: "00", by: "t", command: id, at: now))
        } else {
            take(machine.prompt("plot it", by: "t", command: id, at: now))
        }
    }

    private mutating func say() {
        guard let asked else { return }
        let text = generator.once(in: 4) ? String(repeating: "x", count: 3_000) : "y" + generator.text()
        let channel: TextChannel = generator.once(in: 5) ? .thinking : .answer
        take(machine.text(AnswerDelta(channel: channel, text: text), of: asked))
    }

    private mutating func finish() {
        guard let asked else { return }
        if generator.once(in: 8) {
            take(machine.modelFailed(AnswerFailure(.server, "500"), of: asked))
        } else {
            let code = generator.pick([AnswerCode.code("fig = 1", sha256: "00"), .code("x", sha256: "00"), .cutOff])
            let tokens = generator.once(in: 2) ? generator.pick(Array(1...500)) : nil
            let end = AnswerEnd(reason: .stop, inputTokens: tokens, outputTokens: tokens)
            take(machine.answered(end, code, of: asked, at: now))
        }
    }

    private mutating func show() {
        guard let turn = machine.state.turn, let attempt = turn.attempt, let run = attempt.run else { return }
        let key = RunKey(turn: turn.number, attempt: attempt.number, lease: run.lease)
        switch Int.random(in: 0..<14, using: &generator) {
        case 0, 1, 2:
            let progress = RunProgress(phase: generator.pick(RunProgress.Phase.allCases), done: outputs)
            take(machine.progress(progress, of: key, from: "t", at: now))
        case 3:
            let outcome = generator.pick([RunOutcome.ok, .ok, .error, .interrupted, .refused])
            take(machine.outcome(outcome, error: nil, timings: RunTimings(), of: key, from: "t", at: now))
        case 4: take(output(.failure(RunError(ename: "EmptyFigure", evalue: "no")), of: key))
        case 5: take(output(.success(Outputs.figure), of: key))
        case 6:
            let data: JSON = ["text/plain": long]
            take(output(.success(["output_type": "display_data", "data": data, "metadata": [:]]), of: key))
        default:
            let stream = generator.once(in: 5) ? "stderr" : "stdout"
            let text = generator.once(in: 3) ? long : .string(generator.text())
            take(output(.success(["output_type": "stream", "name": .string(stream), "text": text]), of: key))
        }
    }

    /// A text at, near, or far from the bound of what is merged and what is given whole.
    private var long: JSON {
        mutating get {
            let size = generator.pick([100, 2_000, 4_096, 8_100, 8_140, 8_150, 8_191, 8_192, 8_193, 20_000])
            return .string(String(repeating: "z", count: size))
        }
    }

    private mutating func output(_ output: Result<JSON, RunError>, of run: RunKey) -> Step {
        machine.output(output, bytes: 100, number: outputs, of: run, from: "t", at: now)
    }

    private mutating func take(_ step: Step) {
        for event in step.events {
            if case .runLeased = event { outputs = 0 }
            if case .runOutput = event { outputs += 1 }
        }
        bodies += step.events
        for case .ask(_, let key) in step.effects { asked = key }
    }
}
