import LanguageModels
import Testing
import Turns
import Wire

/// What goes wrong between here and a model becomes one clear failure.
struct FailureTests {
    struct Response: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var status: String
        var type = "application/json"
        var header = "X-Nothing: 1"
        var body: String
        var kind: AnswerFailure.Kind
        var says: String
    }

    static let responses = [
        Response(
            testDescription: "HTML with 200", status: "200 OK", type: "text/html", body: "<html>Hello</html>",
            kind: .malformed, says: "SANDGLASS_MODEL_URL"),
        Response(
            testDescription: "HTML that does not say so", status: "200 OK", type: "text/event-stream",
            body: "<!doctype html><html>Hello</html>", kind: .malformed, says: "web page"),
        Response(
            testDescription: "HTML with 404", status: "404 Not Found", type: "text/html", body: "<html>No</html>",
            kind: .badRequest, says: "SANDGLASS_MODEL_URL"),
        Response(
            testDescription: "401", status: "401 Unauthorized", body: #"{"error":{"message":"invalid key"}}"#,
            kind: .unauthorized, says: "SANDGLASS_MODEL_KEY"),
        Response(
            testDescription: "403", status: "403 Forbidden", body: "", kind: .unauthorized, says: "403"),
        Response(
            testDescription: "429", status: "429 Too Many Requests", header: "Retry-After: 12",
            body: #"{"error":{"message":"slow down"}}"#, kind: .rateLimited, says: "slow down"),
        Response(
            testDescription: "500", status: "500 Internal Server Error", body: #"{"error":"boom"}"#, kind: .server,
            says: "boom"),
        Response(
            testDescription: "500 as an event stream", status: "500 Internal Server Error", type: "text/event-stream",
            body: "data: {\"error\":{\"message\":\"boom\"}}\n\ndata: [DONE]\n\n", kind: .server, says: "boom"),
        Response(
            testDescription: "a redirect", status: "308 Permanent Redirect", header: "Location: http://127.0.0.1:1/",
            body: "", kind: .badRequest, says: "final address"),
        Response(
            testDescription: "200 and nothing", status: "200 OK", type: "text/event-stream", body: "", kind: .truncated,
            says: "end marker"),
        Response(
            testDescription: "200 and other JSON", status: "200 OK", body: #"{"ok":true}"#, kind: .malformed,
            says: "SANDGLASS_MODEL_API"),
    ]

    @Test("an error response is one clear failure", arguments: Provider.allCases, responses)
    func response(_ provider: Provider, _ response: Response) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.respond(response.status, type: response.type, response.header, body: response.body)
        }
        let failure = try #require(await Answer.of(try provider.model(at: server.url)).failure)
        #expect(failure.kind == response.kind, "\(failure.message)")
        #expect(failure.message.contains(response.says), "\(failure.message)")
        #expect(failure.retryAfter == (response.kind == .rateLimited ? 12 : nil))
    }

    @Test("200 and then an error is a failure", arguments: Provider.allCases)
    func errorAtOnce(_ provider: Provider) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.respond("200 OK", type: "text/event-stream", body: provider.failure("boom"))
        }
        let failure = await Answer.of(try provider.model(at: server.url)).failure
        #expect(failure?.kind == .server && failure?.message.contains("boom") == true)
    }

    @Test("an error in the middle of a stream keeps what came before it", arguments: Provider.allCases)
    func errorInStream(_ provider: Provider) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk(provider.delta("Hel"))
            connection.sendChunk(provider.failure("Overloaded"))
            connection.waitForClose()
        }
        let answer = await Answer.of(try provider.model(at: server.url))
        #expect(answer.text == "Hel")
        #expect(answer.failure?.kind == .server)
        #expect(answer.failure?.message.contains("Overloaded") == true)
    }

    @Test("a stream that ends without its end marker is a failure", arguments: Provider.allCases)
    func withoutEndMarker(_ provider: Provider) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk(provider.delta("Hel"))
            connection.endChunks()
        }
        let answer = await Answer.of(try provider.model(at: server.url))
        #expect(answer.text == "Hel")
        #expect(answer.failure?.kind == .truncated)
    }

    @Test(
        "so is a connection that breaks in the middle, by an end or by a reset", arguments: Provider.allCases,
        [true, false])
    func broken(_ provider: Provider, _ isReset: Bool) async throws {
        let received = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk(provider.delta("Hel"))
            received.waitOnThread()
            if isReset { connection.abort() }
        }
        let answer = await Answer.of(try provider.model(at: server.url)) { _ in received.fire() }
        #expect(answer.text == "Hel")
        #expect(answer.failure?.kind == .truncated)
    }

    @Test("one that breaks behind the end marker is none", arguments: Provider.allCases)
    func brokenAfterEnd(_ provider: Provider) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk(provider.delta("Hi") + provider.finish)
        }
        let answer = await Answer.of(try provider.model(at: server.url))
        #expect(answer.text == "Hi")
        #expect(try answer.result.get().reason == .stop)
    }

    @Test("a line without end is a failure, and the connection is closed")
    func endlessLine() async throws {
        let closed = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk("data: ")
            let piece = String(repeating: "x", count: 64_000)
            while connection.sendChunk(piece) {}
            closed.fire()
        }
        let answer = await Answer.of(try Provider.chat.model(at: server.url))
        #expect(answer.failure?.kind == .malformed)
        await closed.wait()
    }

    @Test("an answer without end is a failure, and the connection is closed")
    func endlessAnswer() async throws {
        let closed = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            let piece = Provider.chat.delta(String(repeating: "x", count: 64_000))
            while connection.sendChunk(piece) {}
            closed.fire()
        }
        let answer = await Answer.of(try Provider.chat.model(at: server.url))
        #expect(answer.failure?.kind == .tooLong)
        #expect(answer.text.utf8.count <= Limits.answerBytes)
        await closed.wait()
    }

    @Test("the date to wait for is compared with the server's own clock")
    func waitUntil() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.respond(
                "503 Service Unavailable", "Date: Sun, 06 Nov 1994 08:49:37 GMT",
                "Retry-After: Sun, 06 Nov 1994 08:50:07 GMT", body: "{}")
        }
        #expect(await Answer.of(try Provider.chat.model(at: server.url)).failure?.retryAfter == 30)
    }

    @Test("a head without end is a failure, and the connection is closed")
    func endlessHead() async throws {
        let closed = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.send("HTTP/1.1 200 OK\r\n")
            while connection.send(Array("X-A: \(String(repeating: "x", count: 1_000))\r\n".utf8)) {}
            closed.fire()
        }
        let answer = await Answer.of(try Provider.chat.model(at: server.url))
        #expect(answer.failure?.kind == .malformed)
        await closed.wait()
    }

    @Test("an error's body without end is read as far as its head")
    func endlessErrorBody() async throws {
        let closed = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead("500 Internal Server Error", type: "text/plain")
            while connection.sendChunk("boom " + String(repeating: "x", count: 10_000)) {}
            closed.fire()
        }
        let answer = await Answer.of(try Provider.chat.model(at: server.url))
        #expect(answer.failure?.kind == .server)
        #expect(answer.failure?.message.contains("boom") == true)
        await closed.wait()
    }

    @Test("what does not speak HTTP is said to")
    func notHTTP() async throws {
        let server = try ScriptedServer { connection in
            connection.send("220 mail.example ESMTP ready\r\n")
            connection.waitForClose()
        }
        #expect(await Answer.of(try Provider.chat.model(at: server.url)).failure?.kind == .malformed)
    }

    @Test("a connection closed without a word was not reached")
    func emptyReply() async throws {
        let server = try ScriptedServer { connection in _ = connection.request() }
        #expect(await Answer.of(try Provider.chat.model(at: server.url)).failure?.kind == .unreachable)
    }

    @Test("where nobody listens, the failure names the place")
    func refused() async throws {
        let server = try ScriptedServer.absent()
        let failure = try #require(await Answer.of(try Provider.chat.model(at: server.url)).failure)
        #expect(failure.kind == .unreachable)
        #expect(failure.message.contains("127.0.0.1:\(server.port)"))
    }

    @Test("a name that leads nowhere is unreachable")
    func unknownHost() async throws {
        let answer = await Answer.of(try Provider.chat.model(at: "http://nowhere.invalid/v1"))
        #expect(answer.failure?.kind == .unreachable)
    }
}
