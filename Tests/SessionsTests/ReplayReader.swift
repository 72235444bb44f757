import Synchronization
import TestSupport
import Wire

@testable import Sessions

/// A reader that keeps what it is sent as it is sent, merged or not.
final class ReplayReader: Subscriber {
    /// What can be read of it as events, to wait for.
    let recording = RecordingSubscriber()
    let sharesHistory: Bool
    private let sent = Mutex<(events: [LoggedEvent], framed: [JoinedFraming.Framed])>(([], []))

    init(sharesHistory: Bool = true) { self.sharesHistory = sharesHistory }

    func deliver(_ batch: EventBatch) {
        sent.withLock { sent in
            sent.events += batch.events
            if let framed = batch.framed as? JoinedFraming.Framed { sent.framed.append(framed) }
        }
        recording.deliver(batch)
    }

    func send(_ message: ServerMessage) { recording.send(message) }
    func close(_ code: CloseCode) { recording.close(code) }
    func drained() async { await recording.drained() }

    var logged: [LoggedEvent] { sent.withLock { $0.events } }
    /// The messages that the events came in.
    var frames: [String] { sent.withLock { $0.framed }.flatMap(\.texts) }
    /// What was sent live and has this text in it.
    func broadcast(of text: String) -> JoinedFraming.Framed? {
        sent.withLock { $0.framed }.first { $0.history != nil && $0.texts.joined().contains(text) }
    }
    var events: [CompactEvent] { get throws { try logged.map(CompactEvent.init) } }

    var welcome: Welcome? { recording.items.welcome }
    func until(_ brief: String) async { await recording.until { $0.told.contains(brief) } }
}

extension House {
    /// A tab that joins and takes compact replays.
    func reader(
        _ name: String, after: Position? = nil, isCompact: Bool = true, isStuck: Bool = false,
        sharesHistory: Bool = true
    ) async throws -> ReplayReader {
        let reader = ReplayReader(sharesHistory: sharesHistory)
        if isStuck { reader.recording.stick() }
        let hello = Hello(
            session: session, after: after, tabName: name, tabKey: name + "-0123456789abcdef", compact: isCompact)
        _ = try await directory.with(session) { session throws(SessionRetired) in
            try await session.join(hello, reader)
        }
        return reader
    }
}
