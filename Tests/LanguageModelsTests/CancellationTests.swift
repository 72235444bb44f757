import LanguageModels
import Testing
import Turns
import Wire

struct CancellationTests {
    @Test("cancelling in the middle of an answer closes the connection", arguments: Provider.allCases)
    func whileStreaming(_ provider: Provider) async throws {
        let received = Signal<Void>()
        let closed = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk(provider.delta("Hel"))
            connection.waitForClose()
            closed.fire()
        }
        let model = try provider.model(at: server.url)
        let task = Task { await Answer.of(model) { _ in received.fire() } }
        await received.wait()
        task.cancel()
        #expect(await task.value.failure?.kind == .cancelled)
        await closed.wait()
    }

    @Test("so does cancelling before the first byte")
    func whileWaiting() async throws {
        let asked = Signal<Void>()
        let closed = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            asked.fire()
            connection.waitForClose()
            closed.fire()
        }
        let model = try Provider.chat.model(at: server.url)
        let task = Task { await Answer.of(model) }
        await asked.wait()
        task.cancel()
        #expect(await task.value.failure?.kind == .cancelled)
        await closed.wait()
    }

    @Test("cancelling while the reader is busy stops a server that has to wait")
    func whilePaused() async throws {
        let stalled = Signal<Void>()
        let closed = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.limitSendBuffer(to: 64 << 10)
            connection.sendHead()
            connection.sendChunk(Provider.chat.delta("Hi"))
            let comment = ": " + String(repeating: "x", count: 16_000) + "\n\n"
            while connection.isWritable(within: 500), connection.sendChunk(comment) {}
            stalled.fire()
            while connection.sendChunk(comment) {}
            closed.fire()
        }
        let model = try Provider.chat.model(at: server.url)
        let task = Task { await Answer.of(model) { _ in await stalled.wait() } }
        await stalled.wait()
        task.cancel()
        #expect(await task.value.failure?.kind == .cancelled)
        await closed.wait()
    }

    @Test("a cancelled task asks nothing")
    func before() async throws {
        let server = try ScriptedServer { connection in connection.waitForClose() }
        let model = try Provider.chat.model(at: server.url)
        let begin = Signal<Void>()
        let task = Task {
            await begin.wait()
            return await Answer.of(model)
        }
        task.cancel()
        begin.fire()
        #expect(await task.value.failure?.kind == .cancelled)
    }
}
