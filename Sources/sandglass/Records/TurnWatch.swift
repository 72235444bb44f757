import Sessions
import Wire

/// A reader of a session that waits for what happens in it.
final class TurnWatch: Subscriber {
    /// Ends when the session does.
    let events: AsyncStream<Event>
    private let output: AsyncStream<Event>.Continuation

    init() { (events, output) = AsyncStream.makeStream() }

    func deliver(_ batch: EventBatch) {
        for event in batch.events {
            if let event = try? Event(JSON(parsing: event.json)) { output.yield(event) }
        }
    }

    /// Presence and replies are for tabs.
    func send(_ message: ServerMessage) {}

    func close(_ code: CloseCode) { output.finish() }

    func drained() async {}
}
