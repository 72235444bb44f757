import LanguageModels
import Testing
import Turns
import Wire

/// What a server is sent.
struct RequestTests {
    static let request = ModelRequest(
        messages: [
            .init(role: .system, text: "You draw."), .init(role: .user, text: "Draw \"ü\".\n"),
            .init(role: .assistant, text: "No."), .init(role: .user, text: "Yes."),
        ], temperature: 0.5, maxTokens: 100)

    /// Asks, answers well, and returns what was asked.
    private func asked(
        _ provider: Provider, _ suffix: String, key: String?, callsTool: Bool = false, _ request: ModelRequest = request
    ) async throws -> Connection.Request {
        let asked = Signal<Connection.Request>()
        let server = try ScriptedServer { connection in
            guard let request = connection.request() else { return }
            asked.fire(request)
            connection.sendHead()
            connection.sendChunk(provider.end)
            connection.endChunks()
        }
        let model = try provider.model(at: "http://127.0.0.1:\(server.port)\(suffix)", key: key, callsTool: callsTool)
        _ = try await Answer.of(model, request).result.get()
        return await asked.wait()
    }

    @Test("a chat completion is asked for as the API wants it", arguments: ["/v1", "/v1/", "/v1/chat/completions"])
    func chat(_ suffix: String) async throws {
        let asked = try await asked(.chat, suffix, key: "sk-test-key")
        #expect(asked.line == "POST /v1/chat/completions HTTP/1.1")
        #expect(asked.headers.contains("Authorization: Bearer sk-test-key"))
        #expect(asked.headers.contains("Content-Type: application/json"))
        #expect(!asked.headers.contains { $0.hasPrefix("Expect") || $0.hasPrefix("Accept-Encoding") })
        let expected = #"""
            {"model":"test-model","messages":[{"role":"system","content":"You draw."},{"role":"user","content":"Draw \"ü\".\n"},
            {"role":"assistant","content":"No."},{"role":"user","content":"Yes."}],"stream":true,
            "stream_options":{"include_usage":true},"max_tokens":100,"temperature":0.5}
            """#
        #expect(try JSON(parsing: asked.body) == JSON(parsing: expected))
    }

    @Test("a message is asked for as the API wants it", arguments: ["", "/", "/v1", "/v1/", "/v1/messages"])
    func messages(_ suffix: String) async throws {
        let asked = try await asked(.messages, suffix, key: "sk-test-key")
        #expect(asked.line == "POST /v1/messages HTTP/1.1")
        #expect(asked.headers.contains("x-api-key: sk-test-key"))
        #expect(asked.headers.contains("anthropic-version: 2023-06-01"))
        #expect(!asked.headers.contains { $0.hasPrefix("Authorization") })
        let expected = #"""
            {"model":"test-model","max_tokens":100,"system":"You draw.","messages":[{"role":"user","content":"Draw \"ü\".\n"},
            {"role":"assistant","content":"No."},{"role":"user","content":"Yes."}],"temperature":0.5,"stream":true}
            """#
        #expect(try JSON(parsing: asked.body) == JSON(parsing: expected))
    }

    @Test("a response is asked for as the API wants it", arguments: ["/v1", "/v1/", "/v1/responses"])
    func responses(_ suffix: String) async throws {
        let asked = try await asked(.responses, suffix, key: "sk-test-key")
        #expect(asked.line == "POST /v1/responses HTTP/1.1")
        #expect(asked.headers.contains("Authorization: Bearer sk-test-key"))
        let expected = #"""
            {"model":"test-model","instructions":"You draw.","input":[{"role":"user","content":"Draw \"ü\".\n"},
            {"role":"assistant","content":"No."},{"role":"user","content":"Yes."}],"stream":true,"store":false,
            "max_output_tokens":100,"temperature":0.5}
            """#
        #expect(try JSON(parsing: asked.body) == JSON(parsing: expected))
    }

    @Test("a chat of Ollama's is asked for as the API wants it", arguments: ["", "/", "/api", "/api/chat"])
    func ollama(_ suffix: String) async throws {
        let asked = try await asked(.ollama, suffix, key: "sk-test-key")
        #expect(asked.line == "POST /api/chat HTTP/1.1")
        #expect(asked.headers.contains("Authorization: Bearer sk-test-key"))
        let expected = #"""
            {"model":"test-model","messages":[{"role":"system","content":"You draw."},{"role":"user","content":"Draw \"ü\".\n"},
            {"role":"assistant","content":"No."},{"role":"user","content":"Yes."}],"stream":true,
            "options":{"num_predict":100,"temperature":0.5}}
            """#
        #expect(try JSON(parsing: asked.body) == JSON(parsing: expected))
    }

    @Test("Gemini is asked as its API wants it", arguments: ["", "/", "/v1beta", "/v1beta/models/"])
    func gemini(_ suffix: String) async throws {
        let asked = try await asked(.gemini, suffix, key: "AIza-test-key")
        #expect(asked.line == "POST /v1beta/models/test-model:streamGenerateContent?alt=sse HTTP/1.1")
        #expect(asked.headers.contains("x-goog-api-key: AIza-test-key"))
        #expect(!asked.headers.contains { $0.hasPrefix("Authorization") })
        let expected = #"""
            {"systemInstruction":{"parts":[{"text":"You draw."}]},"contents":[
            {"role":"user","parts":[{"text":"Draw \"ü\".\n"}]},{"role":"model","parts":[{"text":"No."}]},
            {"role":"user","parts":[{"text":"Yes."}]}],"generationConfig":{"maxOutputTokens":100,"temperature":0.5}}
            """#
        #expect(try JSON(parsing: asked.body) == JSON(parsing: expected))
    }

    static let called = ModelRequest(
        messages: [
            .init(role: .user, text: "Bars."), .init(role: .assistant, text: "", program: "x = 1"),
            .init(role: .result, text: "It ran."), .init(role: .user, text: "Pies."),
            .init(role: .assistant, text: "Pies.", program: "y = \"2\"\n"), .init(role: .result, text: "It failed."),
        ])

    /// A program goes back as the call that it was, and what came of it as that call's result.
    static let asCalls: [(Provider, messages: String)] = [
        (
            .chat,
            #"""
            "messages":[{"role":"user","content":"Bars."},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1",
            "type":"function","function":{"name":"run_python","arguments":"{\"code\":\"x = 1\"}"}}]},
            {"role":"tool","tool_call_id":"call_1","content":"It ran."},{"role":"user","content":"Pies."},
            {"role":"assistant","content":"Pies.","tool_calls":[{"id":"call_4","type":"function","function":
            {"name":"run_python","arguments":"{\"code\":\"y = \\\"2\\\"\\n\"}"}}]},
            {"role":"tool","tool_call_id":"call_4","content":"It failed."}]
            """#
        ),
        (
            .messages,
            #"""
            "messages":[{"role":"user","content":"Bars."},{"role":"assistant","content":[{"type":"tool_use","id":"call_1",
            "name":"run_python","input":{"code":"x = 1"}}]},{"role":"user","content":[{"type":"tool_result",
            "tool_use_id":"call_1","content":"It ran."}]},{"role":"user","content":"Pies."},{"role":"assistant","content":[
            {"type":"text","text":"Pies."},{"type":"tool_use","id":"call_4","name":"run_python","input":{"code":"y = \"2\"\n"}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_4","content":"It failed."}]}]
            """#
        ),
        (
            .responses,
            #"""
            "input":[{"role":"user","content":"Bars."},{"type":"function_call","call_id":"call_1","name":"run_python",
            "arguments":"{\"code\":\"x = 1\"}"},{"type":"function_call_output","call_id":"call_1","output":"It ran."},
            {"role":"user","content":"Pies."},{"role":"assistant","content":"Pies."},{"type":"function_call",
            "call_id":"call_4","name":"run_python","arguments":"{\"code\":\"y = \\\"2\\\"\\n\"}"},
            {"type":"function_call_output","call_id":"call_4","output":"It failed."}]
            """#
        ),
        (
            .ollama,
            #"""
            "messages":[{"role":"user","content":"Bars."},{"role":"assistant","content":"","tool_calls":[{"function":
            {"name":"run_python","arguments":{"code":"x = 1"}}}]},{"role":"tool","tool_name":"run_python","content":"It ran."},
            {"role":"user","content":"Pies."},{"role":"assistant","content":"Pies.","tool_calls":[{"function":
            {"name":"run_python","arguments":{"code":"y = \"2\"\n"}}}]},
            {"role":"tool","tool_name":"run_python","content":"It failed."}]
            """#
        ),
        (
            .gemini,
            #"""
            "contents":[{"role":"user","parts":[{"text":"Bars."}]},{"role":"model","parts":[{"functionCall":
            {"name":"run_python","args":{"code":"x = 1"}}}]},{"role":"user","parts":[{"functionResponse":
            {"name":"run_python","response":{"result":"It ran."}}}]},{"role":"user","parts":[{"text":"Pies."}]},
            {"role":"model","parts":[{"text":"Pies."},{"functionCall":{"name":"run_python","args":{"code":"y = \"2\"\n"}}}]},
            {"role":"user","parts":[{"functionResponse":{"name":"run_python","response":{"result":"It failed."}}}]}]
            """#
        ),
    ]

    @Test(
        "where the model calls the tool, programs go back as calls and what came of them as results", arguments: asCalls
    )
    func calls(_ provider: Provider, messages: String) async throws {
        let body = try JSON(parsing: await asked(provider, "", key: nil, callsTool: true, Self.called).body)
        for member in try #require(JSON(parsing: "{\(messages)}").members) { #expect(body[member.key] == member.value) }
        let tool = try #require(body["tools"]?.array?.first)
        let declared = tool["functionDeclarations"]?.array?.first ?? tool["function"] ?? tool
        #expect(declared["name"] == "run_python")
        let schema = declared["parameters"] ?? declared["input_schema"]
        #expect(schema?["required"] == ["code"] && schema?["properties"]?["code"]?["type"] == "string")
    }

    @Test("where it does not, they are text", arguments: Provider.allCases)
    func noCalls(_ provider: Provider) async throws {
        let body = try JSON(parsing: await asked(provider, "", key: nil, Self.called).body)
        #expect(body["tools"] == nil)
        let messages = try #require((body["messages"] ?? body["input"] ?? body["contents"])?.array)
        #expect(messages.map { $0["role"] == "user" } == [true, false, true, false, true])
        #expect(messages[1].text.contains("```python\\nx = 1\\n```\\n\\nIt ran."))
    }

    @Test(
        "a model of Gemini's becomes a part of the path",
        arguments: [
            ("models/gemini-2.5-flash", "gemini-2.5-flash"), ("a b/c?d#é", "a%20b%2Fc%3Fd%23%C3%A9"), ("..", ".."),
        ])
    func geminiModel(_ name: String, _ part: String) async throws {
        let asked = Signal<String>()
        let server = try ScriptedServer { connection in
            guard let request = connection.request() else { return }
            asked.fire(request.line)
            connection.respond("200 OK", type: "text/event-stream", body: Provider.gemini.end)
        }
        let url = "http://127.0.0.1:\(server.port)?key=x"
        _ = await Answer.of(Provider.gemini.model(try ModelConfiguration(url: url, model: name)))
        let line = "POST /v1beta/models/\(part):streamGenerateContent?key=x&alt=sse HTTP/1.1"
        #expect(await asked.wait() == line)
    }

    @Test("without a key none is sent", arguments: Provider.allCases, [nil, "", "  \n"])
    func noKey(_ provider: Provider, _ key: String?) async throws {
        let asked = try await asked(provider, "/v1", key: key)
        #expect(
            !asked.headers.contains {
                $0.lowercased().hasPrefix("authorization") || $0.lowercased().hasPrefix("x-api-key")
                    || $0.lowercased().hasPrefix("x-goog-api-key")
            })
    }

    @Test("an address keeps its own path and query")
    func query() async throws {
        let asked = try await asked(.chat, "/openai/deployments/x?api-version=2", key: nil)
        #expect(asked.line == "POST /openai/deployments/x/chat/completions?api-version=2 HTTP/1.1")
    }
}
