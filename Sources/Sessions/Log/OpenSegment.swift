import Turns
import Wire

/// The segment that the next event belongs to, as far as it has come.
struct OpenSegment {
    private var outline: SegmentOutline?
    private var compaction = Compaction()
    private var compact: [LoggedEvent] = []
    private var bytes = 0
    private var tokens = TokenTally()

    /// Takes the next event of the log.
    /// - Parameters:
    ///   - json: the event as it is logged.
    ///   - now: milliseconds since 1970.
    /// - Returns: the segment, when the event is its last.
    mutating func add(_ event: Event, json: [UInt8], at now: Int) -> Segment? {
        switch event.body {
        case .turnStarted(let turn, _, let by, let command):
            begin(event, turn: turn, by: by, command: command, isRerun: false)
        case .attemptStarted(let turn, let attempt, _, .rerun, let by, let command):
            begin(event, turn: turn, by: by ?? "", command: command ?? "", isRerun: true)
            outline?.attempts = attempt
        case .attemptStarted(_, let attempt, _, _, _, _): outline?.attempts = attempt
        default: break
        }
        bytes += json.count
        tokens.apply(event.body)
        compact += compaction.add(event, json: json)
        guard case .turnEnded = event.body, var outline else { return nil }
        outline.last = event.seq
        outline.usage = tokens.used
        compact += compaction.finish()
        defer { self = OpenSegment() }
        return Segment(outline: outline, bytes: bytes, ended: now, compact: compact)
    }

    private mutating func begin(_ event: Event, turn: Int, by: String, command: String, isRerun: Bool) {
        self = OpenSegment()
        outline = SegmentOutline(
            first: event.seq, last: event.seq, turn: turn, attempts: 0, by: by, command: command, isRerun: isRerun)
    }
}
