import Testing
import Turns
import Wire

@testable import LanguageModels

struct TimeoutTests {
    @Test("a server that hangs behind its head is given up, and its connection closed", arguments: Provider.allCases)
    func hanging(_ provider: Provider) async throws {
        try await expectGivenUp(provider) { connection in
            connection.sendHead()
            connection.waitForClose()
        }
    }

    @Test("so is one that never answers")
    func silent() async throws {
        try await expectGivenUp(.chat) { $0.waitForClose() }
    }

    @Test("comments and pings are no deltas", arguments: Provider.allCases)
    func keepAlive(_ provider: Provider) async throws {
        try await expectGivenUp(provider) { connection in
            connection.sendHead()
            while connection.sendChunk(provider.sign) {}
        }
    }

    /// - Parameter script: ends when the client has closed.
    private func expectGivenUp(_ provider: Provider, _ script: @escaping @Sendable (Connection) -> Void) async throws {
        let (asked, closed) = (Signal<Void>(), Signal<Void>())
        let server = try ScriptedServer { connection in
            _ = connection.request()
            asked.fire()
            script(connection)
            closed.fire()
        }
        let answer = await Answer.of(try provider.model(at: server.url, idleTimeout: .milliseconds(200)))
        #expect(answer.failure?.kind == .timeout)
        // On a busy machine the time may be over before the question has arrived.
        if asked.hasFired { await closed.wait() }
    }

    @Test("a model that fell silent behind its end marker has answered")
    func silentAfterEnd() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk(Provider.chat.delta("Hi") + Provider.chat.finish)
            connection.waitForClose()
        }
        let answer = await Answer.of(try Provider.chat.model(at: server.url, idleTimeout: .seconds(2)))
        #expect(answer.text == "Hi")
        #expect(try answer.result.get().reason == .stop)
    }

    @Test("a server that accepts no connection is given up after the time for it")
    func connecting() async throws {
        // Its backlog is filled, so that the kernel leaves the next one waiting.
        let server = try ScriptedServer.deaf()
        let model = try Provider.chat.model(at: server.url, connectTimeout: .milliseconds(200))
        let kinds = await withTaskGroup(of: AnswerFailure.Kind?.self) { group in
            for _ in 0..<4 { group.addTask { await Answer.of(model).failure?.kind } }
            for await kind in group where kind == .unreachable {
                group.cancelAll()
                return kind
            }
            return nil
        }
        #expect(kinds == .unreachable)
    }

    @Test("only silence while waiting counts, and every delta starts it anew")
    func decision() {
        let start = ContinuousClock.now
        func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }
        var timeout = IdleTimeout(limit: .seconds(60), startedAt: start)
        #expect(timeout.verdict(at: at(0)) == .ask(at: at(60)))
        #expect(timeout.verdict(at: at(59)) == .ask(at: at(60)))
        #expect(timeout.verdict(at: at(60)) == .expired)
        timeout.received()
        #expect(timeout.verdict(at: at(500)) == .ask(at: at(560)), "the reader may take its time")
        timeout.waits(at: at(500))
        #expect(timeout.verdict(at: at(559)) == .ask(at: at(560)))
        #expect(timeout.verdict(at: at(560)) == .expired)
    }
}
