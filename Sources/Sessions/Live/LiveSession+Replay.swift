import Logging
import Wire

/// Sending readers what the log has.
extension LiveSession {
    /// Sends a page of the log, no faster than it is read.
    func replay(_ reader: SessionMachine.ReaderID, after seq: Int, isCompact: Bool) async {
        do {
            let page = try await page(after: seq, isCompact: isCompact)
            guard let last = page.events.last?.seq else { throw LogError("events after \(seq) are missing") }
            guard page.first == seq + 1 else {
                machine.wasCut(to: page.first)
                return run(machine.replayFailed(reader, .epochChanged, at: .now))
            }
            let subscriber = subscribers[reader]
            // Those of a compact replay come several to a message (EVT5).
            let texts = isCompact ? ReplayPage.messages(of: page.events) : page.events.map(\.json)
            subscriber?.deliver(EventBatch(events: page.events, framed: framing.page(texts)))
            await subscriber?.drained()
            run(machine.replayed(reader, upTo: last))
        } catch {
            settings.logger.error("replay ends: \(error)", metadata: ["session": .string(id)])
            run(machine.replayFailed(reader, .logUnavailable, at: .now))
        }
    }

    private func page(after seq: Int, isCompact: Bool) async throws(LogError) -> ReplayPage {
        let bytes = Limits.replayPageBytes
        if isCompact {
            let events = known(try await settings.log.compactEvents(of: id, after: seq, atMost: bytes))
            if !events.isEmpty { return ReplayPage(first: seq + 1, events: events) }
        }
        let events = known(try await settings.log.events(of: id, after: seq, atMost: bytes))
        return isCompact
            ? try .compacting(events, of: id) : ReplayPage(first: events.first?.seq ?? 0, events: events)
    }

    /// What is beyond is in the log, and on its way to the live readers.
    private func known(_ events: [LoggedEvent]) -> [LoggedEvent] {
        Array(events.prefix { $0.seq <= machine.committed })
    }
}
