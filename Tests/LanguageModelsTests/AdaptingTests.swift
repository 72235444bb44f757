import LanguageModels
import Synchronization
import Testing
import Turns
import Wire

/// What a server refuses by name, and what it is sent instead.
struct AdaptingTests {
    /// What a server was sent that says this of every request it refuses, and answers the others.
    private func sent(
        by provider: Provider, callsTool: Bool = false, _ request: ModelRequest = RequestTests.request,
        until refusal: String, isRefused: @escaping @Sendable (JSON) -> Bool
    ) async throws -> [JSON] {
        let bodies = Mutex<[JSON]>([])
        let server = try ScriptedServer { connection in
            while let request = connection.request(), let body = try? JSON(parsing: request.body) {
                bodies.withLock { $0.append(body) }
                if isRefused(body) {
                    connection.respond("400 Bad Request", body: JSON.fields(("error", .string(refusal))).text)
                } else {
                    connection.respond(
                        "200 OK", type: "text/event-stream", body: provider.delta("Hi") + provider.end)
                }
            }
        }
        let model = try provider.model(at: server.url, callsTool: callsTool)
        #expect(await Answer.of(model, request).text == "Hi")
        return bodies.withLock { $0 }
    }

    @Test("an answer is asked for anew without the temperature that a server refuses")
    func temperature() async throws {
        let refusal = "Unsupported parameter: 'temperature' is not supported with this model."
        let bodies = try await sent(by: .responses, until: refusal) { $0["temperature"] != nil }
        #expect(bodies.map { $0["temperature"] } == [0.5, nil])
    }

    @Test("calls are signed where Gemini wants that")
    func signature() async throws {
        @Sendable func signature(_ body: JSON) -> JSON? {
            body["contents"]?.array?[1]["parts"]?.array?.first?["thoughtSignature"]
        }
        let refusal = "Function call is missing a thought_signature in functionCall parts."
        let bodies = try await sent(by: .gemini, callsTool: true, RequestTests.called, until: refusal) {
            signature($0) == nil
        }
        #expect(bodies.map(signature) == [nil, "skip_thought_signature_validator"])
    }

    @Test(
        "what a server refuses by name is left out the second time",
        arguments: [
            ("stream_options is not supported", "stream_options", nil),
            (
                "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "max_tokens",
                "max_completion_tokens"
            ),
            ("'temperature' does not support 0.5 with this model", "temperature", nil),
        ])
    func chat(_ refusal: String, _ member: String, _ replacement: String?) async throws {
        let bodies = try await sent(by: .chat, until: refusal) { $0[member] != nil }
        #expect(bodies.count == 2)
        #expect(replacement.map { bodies.last?[$0] == 100 } ?? true)
    }

    @Test("a server that refuses it again is not asked for ever")
    func stubborn() async throws {
        let count = Mutex(0)
        let server = try ScriptedServer { connection in
            while connection.request() != nil {
                count.withLock { $0 += 1 }
                connection.respond(
                    "400 Bad Request", body: #"{"error":"stream_options, max_completion_tokens, temperature"}"#)
            }
        }
        let answer = await Answer.of(try Provider.chat.model(at: server.url), RequestTests.request)
        #expect(answer.failure?.kind == .badRequest)
        #expect(count.withLock { $0 } <= 4)
    }
}
