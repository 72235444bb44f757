import HTTPTypes
import Hummingbird
import NIOCore
import Sessions
import Turns
import Wire

/// The API for programs: sessions, prompts, events, figures.
struct SessionRoutes: Sendable {
    let directory: SessionDirectory
    let quota: SessionQuota
    let clock: ServerClock

    func add(to group: RouterGroup<WebContext>) {
        group.post("sessions") { _, context in try await create(from: context.address) }
        group.post("sessions/:id/prompts") { request, context in
            try await prompt(session: context.parameters.require("id"), request)
        }
        group.get("sessions/:id/events") { request, context in
            try await events(of: context.parameters.require("id"), request)
        }
        group.get("sessions/:id/figures/:turn") { _, context in
            try await figure(
                of: context.parameters.require("id"), turn: context.parameters.require("turn", as: Int.self))
        }
    }

    private func create(from address: String) async throws -> Response {
        guard quota.take(address, at: clock.now) else {
            throw Problem(
                status: .tooManyRequests,
                detail: "more than \(Limits.newSessionsPerMinute) new sessions a minute from \(address); wait a moment",
                headers: [.retryAfter: "60"])
        }
        return Response(["session": .string(try await reporting { try await directory.create() })], status: .created)
    }

    private func prompt(session id: String, _ request: Request) async throws -> Response {
        var request = request
        let body: ByteBuffer
        do { body = try await request.collectBody(upTo: Limits.frameBytes) } catch {
            throw Problem(status: .contentTooLarge, detail: "the body has more than \(Limits.frameBytes) bytes")
        }
        let command = try command(in: body)
        guard case .prompt(let text) = command.body else {
            throw Problem(status: .badRequest, detail: "a prompt is wanted: {\"text\": …}")
        }
        let reply = try await reporting {
            try await directory.with(id) { session throws(SessionRetired) in
                try await session.prompt(text, id: command.id)
            }
        }
        switch reply {
        case nil: throw Problem.unknownSession(id)
        case .ok(let turn, _): return Response(.fields(("turn", turn.map { JSON($0) })), status: .accepted)
        case .refused(let code, let message):
            throw Problem(status: code.isTemporary ? .conflict : .badRequest, detail: message)
        }
    }

    /// The body is a `prompt` command but for its type; an id makes it safe to send again.
    private func command(in body: ByteBuffer) throws(Problem) -> Command {
        do {
            let json = try JSON(parsing: body.readableBytesView)
            let id = json["id"] ?? .string(String(UInt64.random(in: .min ... .max), radix: 16))
            let message = try ClientMessage(.fields(("type", "prompt"), ("id", id), ("text", json["text"])))
            guard case .command(let command) = message else { preconditionFailure("a prompt is a command") }
            return command
        } catch let error as ClientMessageError {
            let status: HTTPResponse.Status = error.error.code == .tooLarge ? .contentTooLarge : .badRequest
            throw Problem(status: status, detail: error.error.description)
        } catch {
            throw Problem(status: .badRequest, detail: "\(error)")
        }
    }

    private func events(of id: String, _ request: Request) async throws -> Response {
        let after = request.headers[.lastEventID] ?? request.uri.queryParameters["after"].map(String.init) ?? "0"
        guard let seq = Int(after), seq >= 0 else {
            throw Problem(status: .badRequest, detail: "after: \(after.prefix(40)) is not an event's number")
        }
        guard let head = try await reporting({ try await directory.log.head(of: id) }) else {
            throw Problem.unknownSession(id)
        }
        if request.headers[.accept]?.contains("text/event-stream") == true {
            return stream(id, after: seq)
        }
        var events: [LoggedEvent] = []
        if seq < head.seq {
            events = try await reporting {
                try await directory.log.events(of: id, after: seq, atMost: Limits.replayPageBytes)
            }
        }
        let parsed = try events.map { try JSON(parsing: $0.json) }
        return Response(["epoch": .string(head.epoch), "seq": JSON(head.seq), "events": .array(parsed)])
    }

    /// The events, then those to come, until the reader or the session goes.
    private func stream(_ id: String, after seq: Int) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: .init { writer in
                let reader = EventStreamReader()
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

    private func figure(of id: String, turn: Int) async throws -> Response {
        let log = directory.log
        guard try await reporting({ try await log.head(of: id) }) != nil else { throw Problem.unknownSession(id) }
        var figure: JSON?
        var seq = 0
        while case let page = try await reporting({
            try await log.events(of: id, after: seq, atMost: Limits.replayPageBytes)
        }), let last = page.last?.seq {
            for logged in page {
                let event = try JSON(parsing: logged.json)
                guard event["kind"] == "run.output", event["turn"]?.integer == turn else { continue }
                figure = event["output"]?["data"]?["application/vnd.plotly.v1+json"] ?? figure
            }
            seq = last
        }
        guard let figure else { throw Problem(status: .notFound, detail: "turn \(turn) has no figure") }
        return Response(figure)
    }

    /// A log that cannot be read is the server's fault, and may pass.
    private func reporting<Value>(_ work: () async throws -> Value) async throws -> Value {
        do { return try await work() } catch let error as LogError {
            throw Problem(status: .serviceUnavailable, detail: error.description, headers: [.retryAfter: "5"])
        }
    }
}

extension HTTPField.Name {
    static let lastEventID = Self("Last-Event-ID")!
}
