public import Turns
import Wire

/// Writes a session's log as its record: a line for each event, and before each attempt one with what its model is asked, which
/// follows from the events before.
public struct RecordWriter {
    private var state = SessionState()
    private let policy: TurnPolicy

    /// - Parameter policy: with which the session's questions were composed.
    public init(policy: TurnPolicy) { self.policy = policy }

    /// The lines of the next event, without their ends.
    public mutating func lines(of logged: LoggedEvent, in session: String) throws(LogError) -> [[UInt8]] {
        let event = try logged.event(of: session)
        defer { state.apply(event.body) }
        guard case .attemptStarted(let turn, let attempt, _, let reason, _, _) = event.body, reason != .rerun,
            let question = state.question(policy, callsTool: false)
        else { return [logged.json] }
        let asked: JSON = ["type": "asked", "turn": JSON(turn), "attempt": JSON(attempt), "question": question.json]
        return [asked.bytes, logged.json]
    }
}

extension ModelRequest {
    fileprivate var json: JSON {
        let messages = inText.reminded.messages.map { message -> JSON in
            ["role": .string(message.role.rawValue), "content": .string(message.text)]
        }
        return .fields(("messages", .array(messages)), ("temperature", temperature.map(JSON.number)))
    }
}
