import LanguageModels
import Testing
import Turns
import Wire

/// Keys appear nowhere but in the request.
struct SecretTests {
    static let key = "k9-Zx81-very-secret-Qw77"

    @Test("a secret shows itself in no way")
    func hidden() {
        let secret = Secret(Self.key)
        var dumped = ""
        dump(["key": secret], to: &dumped)
        for text in [
            "\(secret)", String(reflecting: secret), String(describing: [secret]), "\(Optional(secret) as Any)", dumped,
        ] {
            #expect(!text.contains("very-secret"))
        }
    }

    @Test("a key that a server repeats is in no failure and in no log", arguments: Provider.allCases)
    func echoed(_ provider: Provider) async throws {
        let bodies = [
            ("401 Unauthorized", #"{"error":{"message":"Incorrect API key provided: \#(Self.key)."}}"#),
            ("400 Bad Request", "headers: x-api-key=\(Self.key) Authorization: Bearer \(Self.key)"),
            ("500 Internal Server Error", String(repeating: Self.key, count: 100)),
            ("200 OK", provider.failure("bad key \(Self.key)")),
            ("200 OK", provider.failure("bad key \(Self.key.prefix(12))*****")),
            ("200 OK", provider.delta("Hi") + provider.end),
        ]
        for (status, body) in bodies {
            let logs = RecordedLogs()
            let server = try ScriptedServer { connection in
                _ = connection.request()
                connection.respond(status, type: "text/event-stream", body: body)
            }
            let model = try provider.model(at: server.url, key: Self.key, logger: logs.logger)
            let answer = await Answer.of(model)
            #expect(!"\(answer.result) \(String(reflecting: answer.result)) \(model.name)".contains(Self.key.prefix(8)))
            #expect(!logs.text.isEmpty)
            #expect(!logs.text.contains(Self.key.prefix(8)))
            #expect(!logs.text.contains(Self.key.suffix(8)))
            var dumped = ""
            dump(model, to: &dumped)
            #expect(!dumped.contains("very-secret"))
        }
    }
}
