import Wire

@testable import Sessions

/// A session's log as a live session writes it: its events numbered, in groups, with the segments that end in them.
struct Chronicle {
    let session: String
    private(set) var events: [Event] = []
    private(set) var segments: [Segment] = []
    private var open = OpenSegment()

    init(_ session: String = "s") { self.session = session }

    var logged: [LoggedEvent] { events.map { LoggedEvent(seq: $0.seq, json: $0.json.bytes) } }
    var outlines: [SegmentOutline] { segments.map(\.outline) }
    /// The events as a compact replay has them.
    var compact: [LoggedEvent] { segments.flatMap(\.compact) }

    /// What happens next and is committed together.
    /// - Parameter now: milliseconds since 1970.
    mutating func group(_ bodies: [EventBody], at now: Int = 0) -> LogGroup {
        var group = LogGroup(session: session, events: [], leavesTurn: true, at: now)
        for body in bodies {
            let event = Event(seq: events.count + 1, at: "2026-01-05T09:30:00.000Z", body: body)
            let json = event.json.bytes
            events.append(event)
            group.events.append(LoggedEvent(seq: event.seq, json: json))
            if case .turnStarted(let turn, let prompt, _, _) = body { group.asked = (turn, prompt, nil) }
            if let ended = open.add(event, json: json, at: now) { group.segments.append(ended) }
        }
        segments += group.segments
        if case .turnEnded? = bodies.last { group.leavesTurn = false }
        return group
    }

    /// A whole turn of four events in one group.
    mutating func turn(_ number: Int, prompt: String = "bars", says text: String = "no", at now: Int = 0) -> LogGroup {
        group(.turn(number, prompt: prompt, says: text), at: now)
    }

    /// A whole rerun of a turn, of five events.
    mutating func rerun(_ turn: Int, attempt: Int, at now: Int = 0) -> LogGroup {
        group(.rerun(turn, attempt: attempt), at: now)
    }
}

extension [EventBody] {
    static func turn(_ number: Int, prompt: String = "bars", says text: String = "no") -> [EventBody] {
        [.asked(number, prompt), .attempt(number, 1), .said(text, turn: number), .over(number)]
    }

    static func rerun(_ turn: Int, attempt: Int) -> [EventBody] {
        let run = RunKey(turn: turn, attempt: attempt, lease: 1)
        return [
            .attemptStarted(
                turn: turn, attempt: attempt, model: "edited by a person", reason: .rerun, by: "t",
                command: "r\(turn).\(attempt)"),
            .code(turn: turn, attempt: attempt, code: "print(1)", sha256: "00"),
            .runLeased(run, tab: "t", limits: RunLimits()),
            .runEnded(run, outcome: .interrupted, error: nil, timings: RunTimings()),
            .over(turn, .cancelled),
        ]
    }
}

/// Short words for events.
extension EventBody {
    static func asked(_ turn: Int, _ prompt: String = "bars") -> EventBody {
        .turnStarted(turn: turn, prompt: prompt, by: "t", command: "p\(turn)")
    }

    static func attempt(_ turn: Int, _ attempt: Int, _ reason: AttemptReason = .first) -> EventBody {
        .attemptStarted(turn: turn, attempt: attempt, model: "scripted", reason: reason, by: nil, command: nil)
    }

    static func said(
        _ text: String, at place: Int = 0, _ channel: TextChannel = .answer, turn: Int = 1, attempt: Int = 1
    ) -> EventBody {
        .text(turn: turn, attempt: attempt, channel: channel, at: place, text: text)
    }

    static func over(_ turn: Int, _ outcome: TurnOutcome = .answered) -> EventBody {
        .turnEnded(turn: turn, outcome: outcome, reason: "")
    }

    static func shown(_ output: JSON, at place: Int = 0, lease: Int = 1) -> EventBody {
        .runOutput(RunKey(turn: 1, attempt: 1, lease: lease), at: place, output: output)
    }

    static func printed(
        _ text: String, at place: Int = 0, to name: String = "stdout", lease: Int = 1
    ) -> EventBody {
        .shown(["output_type": "stream", "name": .string(name), "text": .string(text)], at: place, lease: lease)
    }

    static func step(_ done: Int?, _ phase: RunProgress.Phase = .packages, lease: Int = 1) -> EventBody {
        .runProgress(RunKey(turn: 1, attempt: 1, lease: lease), RunProgress(phase: phase, done: done))
    }
}
