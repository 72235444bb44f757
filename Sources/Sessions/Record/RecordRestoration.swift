import Turns
public import Wire

/// Makes a new session of a record's events. A turn is appended once it has ended, so that none is left in flight.
public struct RecordRestoration {
    public let session = Identity.random()
    private let log: any SessionLog
    private var segment = OpenSegment()
    private var events: [LoggedEvent] = []
    private var asked: (turn: Int, prompt: String, subject: String?)?
    private let now = ClockReading.now.unix

    /// - Parameter header: whose name the session gets.
    public init(_ header: RecordHeader, in log: any SessionLog) async throws(LogError) {
        self.log = log
        try await log.create(session, epoch: Identity.random(), at: now)
        if !header.name.isEmpty { try await log.rename(session, to: header.name) }
    }

    /// Takes the next event that a `RecordReader` let pass.
    public mutating func add(_ event: Event) async throws(LogError) {
        let json = event.json.bytes
        events.append(LoggedEvent(seq: event.seq, json: json))
        if case .turnStarted(let turn, let prompt, _, _) = event.body { asked = (turn, prompt, nil) }
        guard let ended = segment.add(event, json: json, at: now) else { return }
        try await log.append(
            LogGroup(session: session, events: events, leavesTurn: false, segments: [ended], asked: asked, at: now))
        (events, asked) = ([], nil)
    }
}
