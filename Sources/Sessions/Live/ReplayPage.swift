import Wire

/// A part of the log on its way to one reader.
struct ReplayPage {
    /// The first event of the log that it stands for.
    let first: Int
    let events: [LoggedEvent]

    /// The messages that carry events of a compact replay (EVT5): JSON texts that are put together, not written anew.
    static func messages(of events: some Sequence<LoggedEvent>) -> [[UInt8]] {
        let (head, tail) = (Array(#"{"type":"events","events":["#.utf8), Array("]}".utf8))
        var messages: [[UInt8]] = []
        var message = head
        for event in events {
            if message.count > Limits.replayMessageBytes {
                messages.append(message + tail)
                message = head
            }
            if message.count > head.count { message.append(UInt8(ascii: ",")) }
            message += event.json
        }
        if message.count > head.count { messages.append(message + tail) }
        return messages
    }

    /// What a reader that wants compact replays gets of a part of the log that is in no segment yet, or begins within one:
    /// up to that segment's end, after which compact ones may follow.
    static func compacting(_ events: [LoggedEvent], of session: String) throws(LogError) -> ReplayPage {
        var compaction = Compaction()
        var compact: [LoggedEvent] = []
        for logged in events {
            let event = try logged.event(of: session)
            compact += compaction.add(event, json: logged.json)
            if case .turnEnded = event.body { break }
        }
        return ReplayPage(first: events.first?.seq ?? 0, events: compact + compaction.finish())
    }
}
