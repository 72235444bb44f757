import Logging
import NIOCore
import NIOHTTP1
import Sessions
import Turns
import WebSockets
import Wire

/// Serves tabs: hello, then commands, each bounded and checked before the session hears of it.
struct TabSocket: Sendable {
    let directory: SessionDirectory
    let signIn: SignIn
    let rates: Rates
    let revocations: Revocations
    let metrics: Metrics
    let clock: ServerClock
    let ping: Int
    let logger: Logger

    func serve(_ connection: Connection, _ head: HTTPRequestHead) async {
        metrics.socketOpened()
        defer { metrics.socketClosed() }
        let subscriber = TabSubscriber(connection: connection, metrics: metrics)
        metrics.outboxes.enter(subscriber)
        defer { metrics.outboxes.leave(subscriber) }
        let address = connection.remoteAddress
        guard let grant = await admit(head, address: address, subscriber) else { return }
        connection.admit()
        let ticket = revocations.enter(grant) { subscriber.close(.notSignedIn, "the sign-in was revoked") }
        defer { revocations.leave(ticket) }
        let watch = SilenceWatch(hello: Limits.helloSeconds * 1_000, silence: 3 * ping * 1_000, clock: clock)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                if let code = await watch.wait(quiet: { connection.quietMilliseconds }) { subscriber.close(code) }
            }
            group.addTask {
                guard (try? await grant.expiry()) != nil else { return }
                subscriber.close(.notSignedIn, "the sign-in has expired")
            }
            let visitor = Visitor(grant: grant, address: address, subscriber: subscriber)
            var visit: Visit?
            var rate = TabRate()
            for await message in connection.messages {
                if !connection.isClosing {
                    await receive(message, visitor, &visit, &rate)
                    if visit != nil { watch.greeted() }
                }
                connection.consumed()
            }
            group.cancelAll()
            await visit?.session.leave(subscriber, forGood: connection.peerClosedWith == Self.pageIsGone)
        }
    }

    /// "An endpoint is going away, such as a browser having navigated away from a page" (RFC 6455, section 7.4.1).
    private static let pageIsGone: UInt16 = 1001

    /// Who is at the other end.
    private struct Visitor {
        let grant: Grant
        let address: String
        let subscriber: TabSubscriber
    }

    /// A tab that has been welcomed.
    private struct Visit {
        let session: LiveSession
        let tab: String
    }

    private func admit(_ head: HTTPRequestHead, address: String, _ subscriber: TabSubscriber) async -> Grant? {
        if let excess = rates.request(from: address) {
            refuse(subscriber, .flooding, excess.bound)
            return nil
        }
        let credential = signIn.credential(
            authorization: head.headers["Authorization"].first, cookies: head.headers["Cookie"])
        do throws(SignIn.Refusal) { return try await signIn.grant(for: credential, from: address) } catch {
            switch error {
            case .absent: subscriber.close(.notSignedIn)
            case .wrong(let reason): subscriber.close(.notSignedIn, "not signed in: \(reason)")
            case .tooMany(let excess): refuse(subscriber, .flooding, excess.bound)
            }
            return nil
        }
    }

    private func receive(
        _ message: Connection.Message, _ visitor: Visitor, _ visit: inout Visit?, _ rate: inout TabRate
    ) async {
        let subscriber = visitor.subscriber
        switch message {
        case .goingAway: subscriber.close(.goingAway)
        case .binary: refuse(subscriber, .protocolViolation, "binary frames are not part of the protocol")
        case .tooLarge(let limit): refuse(subscriber, .frameTooLarge, "a frame may have \(limit) bytes")
        case .text(let text):
            let json: JSON
            do { json = try JSON(parsing: text.readableBytesView) } catch {
                return refuse(subscriber, .protocolViolation, "\(error)")
            }
            guard json.members != nil else {
                return refuse(subscriber, .protocolViolation, "a frame holds one JSON object")
            }
            let isResult = json["type"] == "output" || json["type"] == "outcome"
            guard isResult || text.readableBytes <= Limits.frameBytes else {
                return refuse(subscriber, .frameTooLarge, "a frame of this type may have \(Limits.frameBytes) bytes")
            }
            if let visit {
                await command(json, bytes: text.readableBytes, visitor, visit, &rate)
            } else {
                visit = await greet(json, visitor)
            }
        }
    }

    private func refuse(_ subscriber: TabSubscriber, _ code: CloseCode, _ reason: String) {
        metrics.add(to: .refusedMessages)
        subscriber.close(code, reason)
    }

    // MARK: Hello

    private func greet(_ json: JSON, _ visitor: Visitor) async -> Visit? {
        let subscriber = visitor.subscriber
        let hello: Hello
        do throws(ClientMessageError) {
            guard case .hello(let said) = try ClientMessage(json) else {
                refuse(subscriber, .badHello, CloseCode.badHello.reason)
                return nil
            }
            hello = said
        } catch {
            let isVersion = json["type"] == "hello" && error.error.code == .unknownType
            refuse(subscriber, isVersion ? .unsupportedVersion : .badHello, error.error.description)
            return nil
        }
        do {
            return try await join(hello, visitor)
        } catch {
            if await directory.isClosed {
                subscriber.close(.goingAway)
            } else {
                logger.error("a tab cannot join: \(error)")
                subscriber.close(.logUnavailable)
            }
            return nil
        }
    }

    private func join(_ hello: Hello, _ visitor: Visitor) async throws(LogError) -> Visit? {
        guard let id = try await session(for: hello, visitor) else { return nil }
        let (grant, subscriber) = (visitor.grant, visitor.subscriber)
        var visit: Visit??
        // One that may not be seen is as good as none.
        if grant.maySee(id) {
            visit = try await directory.with(id) { session throws(SessionRetired) -> Visit? in
                try await session.join(hello, as: grant.visitor, subscriber).map { Visit(session: session, tab: $0) }
            }
        }
        if visit == nil { refuse(subscriber, .sessionUnknown, CloseCode.sessionUnknown.reason) }
        return visit ?? nil
    }

    /// The session that a hello asks for, or a new one; nil when it may make none, and was told so.
    private func session(for hello: Hello, _ visitor: Visitor) async throws(LogError) -> String? {
        if let session = hello.session { return session }
        guard visitor.grant.mayCreate else {
            refuse(visitor.subscriber, .forbidden, "this sign-in is for the sessions that it names, and makes none")
            return nil
        }
        if let excess = rates.newSession(from: visitor.address) {
            refuse(visitor.subscriber, .flooding, excess.bound)
            return nil
        }
        return try await directory.create()
    }

    // MARK: Commands

    private func command(
        _ json: JSON, bytes: Int, _ visitor: Visitor, _ visit: Visit, _ rate: inout TabRate
    ) async {
        let subscriber = visitor.subscriber
        metrics.add(to: .commands)
        do throws(ClientMessageError) {
            switch try ClientMessage(json) {
            case .hello: refuse(subscriber, .protocolViolation, "a hello comes once")
            case .pong: break
            case .ping(_, let run):
                subscriber.send(.pong)
                await visit.session.heard(from: visit.tab, run: run)
            case .command(let command):
                if let refusal = refusal(of: command, visitor.grant, in: visit.session.id, &rate) {
                    return subscriber.send(.reply(Reply(re: command.id, refusal)))
                }
                await visit.session.perform(command, from: visit.tab, of: visitor.grant.subject, bytes: bytes)
            }
        } catch {
            metrics.add(to: .refusedMessages)
            let code = Reply.Code(rawValue: error.error.code.rawValue) ?? .badMessage
            subscriber.send(.reply(Reply(re: error.id, .refused(code, error.error.description))))
        }
    }

    private func refusal(
        of command: Command, _ grant: Grant, in session: String, _ rate: inout TabRate
    ) -> Reply.Result? {
        if let bound = rate.exceeded(by: command, at: clock.now) {
            metrics.add(to: .limited(.commands))
            return .refused(.flooding, "more than \(bound); slow down")
        }
        switch command.body {
        // A tab that watches still says whether it is looked at.
        case .sandbox: return nil
        case .prompt, .cancel, .rerun, .progress, .output, .blocked, .outcome:
            guard grant.mayAct(in: session) else { return .refused(.forbidden, Problem.watching.detail) }
        }
        if case .prompt = command.body, let excess = rates.prompt(of: grant.subject) {
            return .refused(.flooding, "\(excess.bound); wait \(excess.retryAfter) s")
        }
        return nil
    }
}
