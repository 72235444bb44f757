import Turns
import Wire

/// A session as its log tells it: what a restart begins with.
struct SessionHistory {
    var state = SessionState()
    var replies = ReplyMemory()
    var seq = 0

    /// Reads the whole log.
    init(of session: String, in log: any SessionLog) async throws(LogError) {
        while true {
            let page = try await log.events(of: session, after: seq, atMost: Limits.replayPageBytes)
            guard !page.isEmpty else { return }
            for logged in page {
                let event: Event
                do { event = try Event(JSON(parsing: logged.json)) } catch {
                    throw LogError("session \(session), event \(logged.seq) cannot be read: \(error)")
                }
                state.apply(event.body)
                replies.replay(event.body)
                seq = logged.seq
            }
        }
    }
}
