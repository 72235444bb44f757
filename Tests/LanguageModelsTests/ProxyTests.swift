import LanguageModels
import Synchronization
import Testing
import Turns
import Wire

/// The way to a model over a proxy.
struct ProxyTests {
    /// A proxy that answers itself, and the lines it was asked.
    private func proxy(_ lines: Signal<String>) throws -> ScriptedServer {
        try ScriptedServer { connection in
            guard let request = connection.request() else { return }
            lines.fire(request.line)
            connection.respond(
                "200 OK", type: "text/event-stream", body: Provider.chat.delta("Hi") + Provider.chat.end)
        }
    }

    private func configuration(_ url: String, over proxy: ScriptedServer) throws -> ModelConfiguration {
        var configuration = try ModelConfiguration(url: url, model: "test-model")
        configuration.proxy = try ModelProxy("http://127.0.0.1:\(proxy.port)")
        return configuration
    }

    @Test("a model elsewhere is asked over it")
    func asked() async throws {
        let line = Signal<String>()
        let configuration = try configuration("http://model.example/v1", over: proxy(line))
        #expect(await Answer.of(Provider.chat.model(configuration)).text == "Hi")
        #expect(await line.wait() == "POST http://model.example/v1/chat/completions HTTP/1.1")
    }

    @Test("one over TLS is asked through a tunnel, of which the key is no business, and what refuses it is said")
    func tunnel() async throws {
        let request = Signal<Connection.Request>()
        let proxy = try ScriptedServer { connection in
            guard let asked = connection.request() else { return }
            request.fire(asked)
            connection.respond("407 Proxy Authentication Required", "Connection: close", body: "who are you?")
        }
        var configuration = try ModelConfiguration(
            url: "https://model.example/v1", model: "test-model", key: Secret(SecretTests.key))
        configuration.proxy = try ModelProxy("http://me:hunter2@127.0.0.1:\(proxy.port)")
        let logs = RecordedLogs()
        let failure = await Answer.of(Provider.chat.model(configuration, logger: logs.logger)).failure
        #expect(failure?.kind == .unreachable && failure?.message.contains("407") == true, "\(failure as Any)")
        #expect(!"\(failure as Any) \(logs.text)".contains("hunter2"))
        let asked = await request.wait()
        #expect(asked.line == "CONNECT model.example:443 HTTP/1.1")
        #expect(asked.headers.contains { $0.hasPrefix("Proxy-Authorization: Basic ") })
        #expect(!asked.headers.joined().contains(SecretTests.key))
    }

    @Test("this machine's own address is asked without it", arguments: ["127.0.0.1", "localhost"])
    func loopback(_ host: String) async throws {
        let line = Signal<String>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.respond(
                "200 OK", type: "text/event-stream", body: Provider.chat.delta("Direct") + Provider.chat.end)
        }
        let configuration = try configuration("http://\(host):\(server.port)/v1", over: proxy(line))
        #expect(await Answer.of(Provider.chat.model(configuration)).text == "Direct")
        #expect(!line.hasFired)
    }
}
