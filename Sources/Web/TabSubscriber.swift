import Sessions
import WebSockets
import Wire

/// A tab's connection as the session sees it.
final class TabSubscriber: Subscriber, Outbox {
    private let connection: Connection
    private let metrics: Metrics

    init(connection: Connection, metrics: Metrics) {
        self.connection = connection
        self.metrics = metrics
    }

    var sharesHistory: Bool { connection.sharesHistory }

    var outboxBytes: Int { connection.outstandingBytes }

    func deliver(_ batch: EventBatch) {
        guard let frames = batch.framed as? Frames else { preconditionFailure("a tab's session has another framing") }
        if !connection.write(frames) { tooSlow() }
    }

    func send(_ message: ServerMessage) {
        if case .reply(let reply) = message, case .refused(.staleLease, _) = reply.result {
            metrics.add(to: .staleReports)
        }
        if !connection.write(Frames([message.json.bytes])) { tooSlow() }
    }

    func close(_ code: CloseCode) { close(code, code.reason) }

    func close(_ code: CloseCode, _ reason: String) { connection.close(code.rawValue, reason: reason) }

    func drained() async { await connection.drained() }

    private func tooSlow() {
        metrics.add(to: .slowReaders)
        close(.slowReader)
    }
}
