import HTTPTypes
import Hummingbird
import NIOCore
import Sessions
import Wire

/// What programs read of a session: its events, its outputs.
extension SessionRoutes {
    func events(of id: String, _ request: Request, _ grant: Grant) async throws -> Response {
        let after = request.headers[.lastEventID] ?? request.uri.queryParameters["after"].map(String.init) ?? "0"
        guard let seq = Int(after), seq >= 0 else {
            throw Problem(status: .badRequest, detail: "after: \(after.prefix(40)) is not an event's number")
        }
        guard let head = try await reporting({ try await directory.log.head(of: id) }) else {
            throw Problem.unknownSession(id)
        }
        if request.headers[.accept]?.contains("text/event-stream") == true {
            return stream(id, after: seq, grant)
        }
        var events: [LoggedEvent] = []
        if seq < head.seq {
            events = try await reporting {
                try await directory.log.events(of: id, after: seq, atMost: Limits.replayPageBytes)
            }
        }
        let parsed = try events.map { try JSON(parsing: $0.json) }
        return Response([
            "epoch": .string(head.epoch), "seq": JSON(head.seq), "first": JSON(head.first), "events": .array(parsed),
        ])
    }

    /// The events, then those to come, until the reader, the session or the sign-in goes.
    private func stream(_ id: String, after seq: Int, _ grant: Grant) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: .init { writer in
                let reader = EventStreamReader(metrics: metrics)
                metrics.outboxes.enter(reader)
                defer { metrics.outboxes.leave(reader) }
                let ticket = revocations.enter(grant) { reader.close(.notSignedIn) }
                defer { revocations.leave(ticket) }
                let expiry = Task {
                    try await grant.expiry()
                    reader.close(.notSignedIn)
                }
                defer { expiry.cancel() }
                let session = try await directory.with(id) { session throws(SessionRetired) in
                    try await session.read(after: seq, reader)
                    return session
                }
                let beats = Task {
                    while true {
                        try await Task.sleep(for: .seconds(Limits.eventStreamBeat))
                        reader.beat()
                    }
                }
                defer { beats.cancel() }
                do {
                    for await text in reader.texts {
                        try await writer.write(ByteBuffer(string: text))
                        reader.written(text)
                    }
                    try await writer.finish(nil)
                } catch {
                    await session?.leave(reader)
                    throw error
                }
                await session?.leave(reader)
            })
    }

    func output(of id: String, seq: Int) async throws -> Response {
        guard let output = try await event(seq, of: id)?["output"] else {
            throw Problem(
                status: .notFound, detail: "event \(seq) is no output of this session, or is not kept any more")
        }
        return Response(output)
    }

    /// The JSON of an event; nil when the session has none of that number.
    private func event(_ seq: Int, of id: String) async throws -> JSON? {
        guard seq > 0 else { return nil }
        let page = try await reporting { try await directory.log.events(of: id, after: seq - 1, atMost: 1) }
        return try page.first { $0.seq == seq }.map { try JSON(parsing: $0.json) }
    }

    func figure(of id: String, turn: Int) async throws -> Response {
        let log = directory.log
        guard try await reporting({ try await log.head(of: id) }) != nil else { throw Problem.unknownSession(id) }
        let outlines = try await reporting { try await log.outlines(of: id) }
        // The turn's own segments, the last first, and what has not ended yet.
        var ranges = outlines.filter { $0.turn == turn }.map { $0.first...$0.last }
        ranges.append((outlines.last.map { $0.last + 1 } ?? 1)...Int.max)
        for range in ranges.reversed() {
            if let figure = try await lastFigure(of: id, turn: turn, in: range) { return Response(figure) }
        }
        throw Problem(status: .notFound, detail: "turn \(turn) has no figure")
    }

    private func lastFigure(of id: String, turn: Int, in range: ClosedRange<Int>) async throws -> JSON? {
        var figure: JSON?
        var seq = range.lowerBound - 1
        while case let page = try await reporting({
            try await directory.log.events(of: id, after: seq, atMost: Limits.replayPageBytes)
        }), let last = page.last?.seq {
            for logged in page where range.contains(logged.seq) {
                let event = try JSON(parsing: logged.json)
                guard event["kind"] == "run.output", event["turn"]?.integer == turn else { continue }
                figure = event["output"]?["data"]?["application/vnd.plotly.v1+json"] ?? figure
            }
            seq = last
            guard seq < range.upperBound else { break }
        }
        return figure
    }
}

extension HTTPField.Name {
    static let lastEventID = Self("Last-Event-ID")!
}
