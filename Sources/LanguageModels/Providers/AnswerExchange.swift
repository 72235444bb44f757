import Composing
import Logging
import Turns
import Wire

/// One request to a model server and the answer it streams, whatever the provider.
struct AnswerExchange<Dialect: AnswerDialect>: Sendable {
    let transfers: CurlTransfers
    let configuration: ModelConfiguration
    let logger: Logger

    nonisolated(nonsending) func answer(
        _ call: ModelCall, receive: nonisolated(nonsending) (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        let transfer = transfers.start(
            TransferRequest(
                url: configuration.address.url(of: call.path, parameters: call.parameters),
                headers: call.headers + [
                    (name: "Content-Type", value: Secret("application/json")),
                    (name: "Accept", value: Secret("text/event-stream, application/x-ndjson, application/json")),
                    (name: "User-Agent", value: Secret("sandglass")),
                ],
                body: call.body.bytes, connectTimeout: configuration.connectTimeout, route: configuration.route,
                authorities: configuration.authorities))
        let watch = IdleWatch(limit: configuration.idleTimeout)
        let watchdog = Task {
            try await watch.expiry()
            transfer.fail(.idle)
        }
        defer { watchdog.cancel() }
        do throws(AnswerFailure) {
            let end = try await read(transfer, watch, receive)
            transfer.release()
            logger.debug(
                "the model answered",
                metadata: [
                    "model": "\(configuration.model)", "end": "\(end.reason)",
                    "tokens": "\(end.outputTokens.map(String.init) ?? "not said")",
                ])
            return end
        } catch {
            transfer.fail(.cancelled)
            let level: Logger.Level = error.kind == .cancelled ? .debug : .warning
            logger.log(
                level: level, "\(error.message)",
                metadata: ["model": "\(configuration.model)", "failure": "\(error.kind)"])
            throw error
        }
    }

    private var redaction: Redaction { Redaction(key: configuration.key?.value ?? "") }

    private nonisolated(nonsending) func read(
        _ transfer: Transfer, _ watch: IdleWatch, _ receive: nonisolated(nonsending) (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        let head: TransferHead
        do { head = try await transfer.head() } catch { throw failure(error) }
        let type = head.header("content-type")
        guard 200..<300 ~= head.status, type?.lowercased().hasPrefix("text/html") != true else {
            return try await refuse(head, transfer)
        }
        var stream = AnswerStream<Dialect>(redaction: redaction)
        while stream.outcome == nil {
            var deltas: [AnswerDelta]
            var broken: TransferFailure?
            do {
                let bytes = try await transfer.next()
                deltas = bytes.map { stream.feed($0) } ?? stream.finish()
            } catch {
                // What breaks after the end marker does no harm.
                broken = error
                deltas = error == .cancelled ? [] : stream.finish()
            }
            if !deltas.isEmpty {
                watch.received()
                for delta in deltas.joined {
                    if Task.isCancelled { throw failure(.cancelled) }
                    await receive(delta)
                }
                watch.waits()
            }
            if let broken, (try? stream.outcome?.get()) == nil { throw failure(broken, afterHead: true) }
        }
        guard let outcome = stream.outcome else { throw failure(.cancelled) }
        return try outcome.get()
    }

    /// Reads the head of an error's body, for its message; what does not come is done without.
    private nonisolated(nonsending) func refuse(
        _ head: TransferHead, _ transfer: Transfer
    ) async throws(AnswerFailure) -> AnswerEnd {
        var body: [UInt8] = []
        do {
            while body.count < Limits.modelErrorBytes, let bytes = try await transfer.next() { body += bytes }
        } catch {
            if error == .cancelled { throw failure(error) }
        }
        throw ProviderError.failure(
            status: head.status, contentType: head.header("content-type"), retryAfter: head.header("retry-after"),
            date: head.header("date"), body: Array(body.prefix(Limits.modelErrorBytes)), redaction: redaction)
    }

    private func failure(_ failure: TransferFailure, afterHead: Bool = false) -> AnswerFailure {
        AnswerFailure(failure, afterHead: afterHead, configuration: configuration, redaction: redaction)
    }
}

extension [AnswerDelta] {
    /// The same with neighbours of one channel as one.
    var joined: [AnswerDelta] {
        reduce(into: []) { joined, delta in
            if let last = joined.indices.last, joined[last].channel == delta.channel {
                joined[last].text += delta.text
            } else {
                joined.append(delta)
            }
        }
    }
}
