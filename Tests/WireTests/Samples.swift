import Wire

/// One message of every kind, with every field.
enum Samples {
    static let run = RunKey(turn: 2, attempt: 3, lease: 4)
    static let error = RunError(ename: "NameError", evalue: "name 'x'", traceback: ["one", "two"], line: 7)
    static let timings = RunTimings(packagesMs: 1, execMs: 2, serializeMs: 3)
    static let output: JSON = ["output_type": "stream", "name": "stdout", "text": "hi"]

    static let events: [Event] = bodies.enumerated().map {
        Event(seq: $0 + 1, at: "2026-01-05T09:30:00.000Z", body: $1)
    }

    private static let bodies: [EventBody] = [
        .turnStarted(turn: 1, prompt: "draw", by: "t1", command: "c1"),
        .attemptStarted(turn: 1, attempt: 2, model: "m", reason: .rerun, by: "t1", command: "c1"),
        .text(turn: 1, attempt: 1, channel: .thinking, at: 5, text: "so"),
        .attemptAnswered(turn: 1, attempt: 1, tokens: TokenCount(input: 12, output: 3, cost: Cost(millionths: 7))),
        .code(turn: 1, attempt: 1, code: "fig = 1", sha256: "00"),
        .attemptFailed(turn: 1, attempt: 1, error: error),
        .runLeased(run, tab: "t1", limits: RunLimits(packagesMs: 1, execMs: 2, outputBytes: 3, plain: true)),
        .runProgress(run, RunProgress(phase: .packages, done: 1, total: 2, name: "numpy")),
        .runOutput(run, at: 6, output: output),
        .runBlocked(run, BlockedAttempt(door: "connect-src", target: "https://example.org/")),
        .runEnded(run, outcome: .error, error: error, timings: timings),
        .turnEnded(turn: 1, outcome: .exhausted, reason: "no more"),
    ]

    static let hello = Hello(
        session: "s", after: Position(epoch: "e", seq: 7), tabName: "Chromium", visible: false,
        tabKey: "0123456789abcdef", run: run)

    static let commands: [Command] = [
        Command(id: "c", body: .prompt(text: "draw")), Command(id: "c", body: .cancel(turn: 1)),
        Command(id: "c", body: .rerun(turn: 1, code: "fig = 1")),
        Command(id: "c", body: .sandbox(.ready, visible: true)),
        Command(id: "c", body: .progress(run, RunProgress(phase: .running, done: 1, total: 2, name: "x"))),
        Command(id: "c", body: .output(run, at: 0, output: output)),
        Command(id: "c", body: .blocked(run, BlockedAttempt(door: "connect-src", target: "https://example.org/"))),
        Command(id: "c", body: .outcome(run, .error, error: error, timings: timings)),
    ]
}
