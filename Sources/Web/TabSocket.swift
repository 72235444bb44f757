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
    let quota: SessionQuota
    let metrics: Metrics
    let clock: ServerClock
    let ping: Int
    let logger: Logger

    func serve(_ connection: Connection, _ head: HTTPRequestHead) async {
        metrics.add(to: .sockets)
        metrics.add(to: .socketsTotal)
        defer { metrics.add(-1, to: .sockets) }
        let subscriber = TabSubscriber(connection: connection, metrics: metrics)
        guard signIn.accepts(authorization: head.headers["Authorization"].first, cookies: head.headers["Cookie"].first)
        else { return subscriber.close(.notSignedIn) }
        let address = connection.remoteAddress
        let watch = SilenceWatch(hello: Limits.helloSeconds * 1_000, silence: 3 * ping * 1_000, clock: clock)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                if let code = await watch.wait(quiet: { connection.quietMilliseconds }) { subscriber.close(code) }
            }
            var visit: Visit?
            var rate = TabRate()
            for await message in connection.messages {
                if !connection.isClosing {
                    await receive(message, subscriber, address: address, &visit, &rate)
                    if visit != nil { watch.greeted() }
                }
                connection.consumed()
            }
            group.cancelAll()
            await visit?.session.leave(subscriber)
        }
    }

    /// A tab that has been welcomed.
    private struct Visit {
        let session: LiveSession
        let tab: String
    }

    private func receive(
        _ message: Connection.Message, _ subscriber: TabSubscriber, address: String, _ visit: inout Visit?,
        _ rate: inout TabRate
    ) async {
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
                await command(json, bytes: text.readableBytes, subscriber, visit, &rate)
            } else {
                visit = await greet(json, subscriber, address: address)
            }
        }
    }

    private func refuse(_ subscriber: TabSubscriber, _ code: CloseCode, _ reason: String) {
        metrics.add(to: .refusedMessagesTotal)
        subscriber.close(code, reason)
    }

    // MARK: Hello

    private func greet(_ json: JSON, _ subscriber: TabSubscriber, address: String) async -> Visit? {
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
            return try await join(hello, subscriber, address: address)
        } catch {
            logger.error("a tab cannot join: \(error)")
            subscriber.close(.logUnavailable)
            return nil
        }
    }

    private func join(_ hello: Hello, _ subscriber: TabSubscriber, address: String) async throws(LogError) -> Visit? {
        if hello.session == nil, !quota.take(address, at: clock.now) {
            let reason = "more than \(Limits.newSessionsPerMinute) new sessions a minute from \(address)"
            refuse(subscriber, .flooding, reason)
            return nil
        }
        let id = if let session = hello.session { session } else { try await directory.create() }
        let visit = try await directory.with(id) { session throws(SessionRetired) -> Visit? in
            try await session.join(hello, subscriber).map { Visit(session: session, tab: $0) }
        }
        if visit == nil { refuse(subscriber, .sessionUnknown, CloseCode.sessionUnknown.reason) }
        return visit ?? nil
    }

    // MARK: Commands

    private func command(
        _ json: JSON, bytes: Int, _ subscriber: TabSubscriber, _ visit: Visit, _ rate: inout TabRate
    ) async {
        metrics.add(to: .commandsTotal)
        do throws(ClientMessageError) {
            switch try ClientMessage(json) {
            case .hello: refuse(subscriber, .protocolViolation, "a hello comes once")
            case .pong: break
            case .ping: subscriber.send(.pong)
            case .command(let command):
                if let bound = rate.exceeded(by: command, at: clock.now) {
                    let refusal = Reply.Result.refused(.flooding, "more than \(bound); slow down")
                    return subscriber.send(.reply(Reply(re: command.id, refusal)))
                }
                await visit.session.perform(command, from: visit.tab, bytes: bytes)
            }
        } catch {
            metrics.add(to: .refusedMessagesTotal)
            let code = Reply.Code(rawValue: error.error.code.rawValue) ?? .badMessage
            subscriber.send(.reply(Reply(re: error.id, .refused(code, error.error.description))))
        }
    }
}
