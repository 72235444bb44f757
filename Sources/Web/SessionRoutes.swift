import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Sessions
import Turns
import Wire

/// The API for programs: sessions, prompts, events, figures.
struct SessionRoutes: Sendable {
    let directory: SessionDirectory
    let rates: Rates
    let revocations: Revocations
    let metrics: Metrics

    func add(to group: RouterGroup<WebContext>) {
        group.post("sessions") { _, context in try await create(context) }
        group.get("sessions") { request, context in try await list(request, try context.signedIn()) }
        group.get("sessions/:id") { _, context in try await session(Self.visible(context).id) }
        group.patch("sessions/:id") { request, context in try await rename(Self.acting(context).id, request) }
        group.delete("sessions/:id") { _, context in
            let (id, grant) = try Self.visible(context)
            guard grant.mayDelete(id) else { throw Problem.watching }
            return try await delete(id)
        }
        group.post("sessions/:id/prompts") { request, context in
            let (id, grant) = try Self.acting(context)
            if let excess = rates.prompt(of: grant.subject) { throw Problem.tooMany(excess) }
            return try await prompt(session: id, of: grant.subject, request)
        }
        group.get("sessions/:id/events") { request, context in
            let (id, grant) = try Self.visible(context)
            return try await events(of: id, request, grant)
        }
        group.get("sessions/:id/outputs/:seq") { _, context in
            try await output(of: Self.visible(context).id, seq: context.parameters.require("seq", as: Int.self))
        }
        group.get("sessions/:id/figures/:turn") { _, context in
            try await figure(of: Self.visible(context).id, turn: context.parameters.require("turn", as: Int.self))
        }
    }

    /// The session of the route, which may be seen.
    private static func visible(_ context: WebContext) throws -> (id: String, grant: Grant) {
        let id = try context.parameters.require("id")
        return (id, try context.grant(for: id))
    }

    /// The same, of one in which something may be done.
    private static func acting(_ context: WebContext) throws -> (id: String, grant: Grant) {
        let (id, grant) = try visible(context)
        guard grant.mayAct(in: id) else { throw Problem.watching }
        return (id, grant)
    }

    private func create(_ context: WebContext) async throws -> Response {
        guard try context.signedIn().mayCreate else {
            throw Problem.forbidden("this sign-in is for the sessions that it names, and makes none")
        }
        if let excess = rates.newSession(from: context.address) { throw Problem.tooMany(excess) }
        return Response(["session": .string(try await reporting { try await directory.create() })], status: .created)
    }

    // MARK: Keeping house

    private func list(_ request: Request, _ grant: Grant) async throws -> Response {
        var cursor: SessionListing.Cursor?
        if let before = request.uri.queryParameters["before"] {
            guard let given = SessionListing.Cursor(before) else {
                throw Problem(status: .badRequest, detail: "before: \(before.prefix(80)) is not a place in the list")
            }
            cursor = given
        }
        let list = try await reporting {
            if let listed = grant.listed { return try await directory.list(among: listed, before: cursor) }
            return try await directory.list(before: cursor)
        }
        let isWhole = list.count < Limits.sessionsPerPage
        return Response([
            "sessions": .array(list.map { $0.session.json(tabs: $0.tabs) }),
            "next": isWhole ? .null : list.last.map { .string($0.session.cursor.text) } ?? .null,
        ])
    }

    private func session(_ id: String) async throws -> Response {
        guard let (session, tabs) = try await reporting({ try await directory.listing(of: id) }) else {
            throw Problem.unknownSession(id)
        }
        return Response(session.json(tabs: tabs))
    }

    private func rename(_ id: String, _ request: Request) async throws -> Response {
        let name = try await request.json()["name"]?.string?.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let name, name.utf8.count <= Limits.sessionNameBytes, !name.contains(where: \.isNewline) else {
            throw Problem(
                status: .badRequest,
                detail: "a name is wanted: {\"name\": …}, one line of at most \(Limits.sessionNameBytes) bytes")
        }
        guard try await reporting({ try await directory.log.head(of: id) }) != nil else {
            throw Problem.unknownSession(id)
        }
        try await reporting { try await directory.rename(id, to: name) }
        return try await session(id)
    }

    private func delete(_ id: String) async throws -> Response {
        guard try await reporting({ try await directory.delete(id) }) else { throw Problem.unknownSession(id) }
        return Response(status: .noContent)
    }

    // MARK: Prompts

    private func prompt(session id: String, of subject: String?, _ request: Request) async throws -> Response {
        let command = try command(in: try await request.json())
        guard case .prompt(let text) = command.body else {
            throw Problem(status: .badRequest, detail: "a prompt is wanted: {\"text\": …}")
        }
        let reply = try await reporting {
            try await directory.with(id) { session throws(SessionRetired) in
                try await session.prompt(text, id: command.id, of: subject)
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
    private func command(in json: JSON) throws(Problem) -> Command {
        do throws(ClientMessageError) {
            let id = json["id"] ?? .string(String(UInt64.random(in: .min ... .max), radix: 16))
            let message = try ClientMessage(.fields(("type", "prompt"), ("id", id), ("text", json["text"])))
            guard case .command(let command) = message else { preconditionFailure("a prompt is a command") }
            return command
        } catch {
            let status: HTTPResponse.Status = error.error.code == .tooLarge ? .contentTooLarge : .badRequest
            throw Problem(status: status, detail: error.error.description)
        }
    }

    /// A log that cannot be read is the server's fault, and may pass.
    func reporting<Value>(_ work: () async throws -> Value) async throws -> Value {
        do { return try await work() } catch let error as LogError {
            throw Problem(status: .serviceUnavailable, detail: error.description, headers: [.retryAfter: "5"])
        }
    }
}

extension Problem {
    static let watching = forbidden("you are watching this session: a viewer sees and does not run")
}

extension Request {
    /// The body, which is to be JSON.
    func json() async throws -> JSON {
        var request = self
        let body: ByteBuffer
        do { body = try await request.collectBody(upTo: Limits.frameBytes) } catch {
            throw Problem(status: .contentTooLarge, detail: "the body has more than \(Limits.frameBytes) bytes")
        }
        do { return try JSON(parsing: body.readableBytesView) } catch {
            throw Problem(status: .badRequest, detail: "\(error)")
        }
    }
}
