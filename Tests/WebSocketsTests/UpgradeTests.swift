import NIOHTTP1
import Testing

@testable import WebSockets

@Suite("RFC 6455, section 4.2: the opening handshake")
struct UpgradeTests {
    private func head(_ change: (inout HTTPRequestHead) -> Void = { _ in }) -> HTTPRequestHead {
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/ws")
        head.headers.add(name: "Sec-WebSocket-Key", value: "dGhlIHNhbXBsZSBub25jZQ==")
        head.headers.add(name: "Sec-WebSocket-Version", value: "13")
        change(&head)
        return head
    }

    @Test("section 1.3: the accept key of the example")
    func accept() {
        #expect(Upgrade.accept("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    @Test("a request in the only version, with one whole key, is well-formed")
    func wellFormed() {
        #expect(Upgrade.isWellFormed(head()))
        #expect(Upgrade.isWellFormed(head { $0.headers.add(name: "Origin", value: "http://x") }))
    }

    @Test("without its version or its key, or with two of them, it is not")
    func malformed() {
        let changes: [(inout HTTPRequestHead) -> Void] = [
            { $0.method = .POST }, { $0.headers.remove(name: "Sec-WebSocket-Version") },
            { $0.headers.replaceOrAdd(name: "Sec-WebSocket-Version", value: "8") },
            { $0.headers.add(name: "Sec-WebSocket-Version", value: "13") },
            { $0.headers.remove(name: "Sec-WebSocket-Key") },
            { $0.headers.add(name: "Sec-WebSocket-Key", value: "dGhlIHNhbXBsZSBub25jZQ==") },
        ]
        for change in changes { #expect(!Upgrade.isWellFormed(head(change))) }
    }

    @Test(
        "a key is 16 bytes in base64",
        arguments: [
            "", "abc", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=A", "dGhlIHNhbXBsZSBub25jZTEyMw==",
            "!!!!!!!!!!!!!!!!!!!!!!==", "dGhlIHNhbXBsZSBub25jZWE=", "dGhlIHNhbXBsZSBub25jZWFi",
        ])
    func keys(key: String) {
        #expect(!Upgrade.isWellFormed(head { $0.headers.replaceOrAdd(name: "Sec-WebSocket-Key", value: key) }))
    }

    @Test("the subprotocols asked for, in one header or in many")
    func protocols() {
        #expect(Upgrade.protocols(of: head()) == [])
        let asked = head {
            $0.headers.add(name: "Sec-WebSocket-Protocol", value: "one, two")
            $0.headers.add(name: "Sec-WebSocket-Protocol", value: "three")
        }
        #expect(Upgrade.protocols(of: asked) == ["one", "two", "three"])
    }
}
