import Turns
import Wire

/// A session as its log tells it: what a restart begins with. Of ended segments it needs the outline only.
struct SessionHistory {
    var state = SessionState()
    var replies = ReplyMemory()
    var segment = OpenSegment()
    /// Bytes of the outputs of the run in flight.
    var outputBytes = 0
    var seq = 0

    /// - Parameters:
    ///   - dropped: segments that are no longer kept, in order.
    ///   - outlines: the ended segments, in order.
    ///   - first: the first event that is kept.
    init(dropped: [SegmentOutline], outlines: [SegmentOutline], from first: Int) {
        for outline in dropped {
            replies.replay(outline)
            state.note(outline.usage)
        }
        seq = first - 1
        for outline in outlines where outline.first == seq + 1 {
            // A rerun of a turn that was dropped does not bring it back.
            if !outline.isRerun || state.attempts[outline.turn] != nil {
                state.note(turn: outline.turn, attempts: outline.attempts)
            }
            replies.replay(outline)
            state.note(outline.usage)
            seq = outline.last
        }
    }

    /// Reads a session's log.
    init(of session: String, from first: Int, in log: any SessionLog) async throws(LogError) {
        let outlines = try await log.outlines(of: session)
        self.init(dropped: try await log.droppedOutlines(of: session), outlines: outlines, from: first)
        for at in Self.recalled(outlines) {
            let page = try await log.compactEvents(of: session, after: at.first - 1, atMost: 1)
            for event in page { try recall(event, of: session) }
        }
        while true {
            let page = try await log.events(of: session, after: seq, atMost: Limits.replayPageBytes)
            guard !page.isEmpty else { return }
            for logged in page { try take(logged, of: session) }
        }
    }

    /// Those of the last turns, which models are told of.
    static func recalled(_ outlines: [SegmentOutline]) -> ArraySlice<SegmentOutline> {
        let turns = outlines.indices.filter { !outlines[$0].isRerun }
        return turns.suffix(Conversation.remembered).first.map { outlines[$0...] } ?? []
    }

    /// The next event of one of them.
    mutating func recall(_ logged: LoggedEvent, of session: String) throws(LogError) {
        do { state.recall(try JSON(parsing: logged.json)) } catch {
            throw LogError("session \(session), event \(logged.seq) cannot be read: \(error)")
        }
    }

    /// The next event, of what has no outline.
    mutating func take(_ logged: LoggedEvent, of session: String) throws(LogError) {
        let event = try logged.event(of: session)
        state.apply(event.body)
        switch event.body {
        case .runLeased: outputBytes = 0
        case .runOutput: outputBytes += logged.json.count
        default: break
        }
        replies.replay(event.body)
        _ = segment.add(event, json: logged.json, at: 0)
        seq = logged.seq
    }
}

extension LoggedEvent {
    /// The event that the log has; a merged one cannot be read back.
    func event(of session: String) throws(LogError) -> Event {
        do { return try Event(JSON(parsing: json)) } catch {
            throw LogError("session \(session), event \(seq) cannot be read: \(error)")
        }
    }
}
