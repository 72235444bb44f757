import Testing

@testable import Composing

struct RedactionTests {
    @Test(
        "keys are taken out of a text",
        arguments: [
            ("the key hunter2-hunter2-hunter2 is wrong", "the key [redacted] is wrong"),
            ("\"hunter2-hunter2-hunter2\"", "\"[redacted]\""),
            ("xhunter2-hunter2-hunter2x", "x[redacted]x"),
            ("it begins with hunter2-hun", "it begins with [redacted]"),
            ("it ends with …-hunter2-hunter2", "it ends with …[redacted]"),
            ("Incorrect API key provided: sk-proj-abc123DEF456.", "Incorrect API key provided: [redacted]"),
            ("Authorization: Bearer abcdef", "Authorization: Bearer [redacted]"),
            ("bearer: abcdef", "bearer: [redacted]"),
            ("key ab**********yz", "key [redacted]"),
            ("gsk_0123456789abcdef, AIzaSyA-0123456789", "[redacted], [redacted]"),
            ("sk- is how keys begin; risk-free", "sk- is how keys begin; risk-free"),
            ("two  lines\r\n\tbecome one", "two lines become one"),
            ("2 ** 3", "2 ** 3"),
        ])
    func redacted(_ text: String, _ expected: String) {
        #expect(Redaction(key: "hunter2-hunter2-hunter2").applied(to: text) == expected)
    }

    @Test("a text is cut where it gets too long, and never in the middle of a key")
    func bounded() {
        let text = String(repeating: "x ", count: 140) + "sk-" + String(repeating: "a", count: 5_000)
        let redacted = Redaction().applied(to: text)
        #expect(redacted.count <= 301)
        #expect(!redacted.contains("sk-"))
    }

    @Test("the key in use is taken out whatever stands next to it")
    func neighbours() {
        let redacted = Redaction(key: "hunter2").applied(to: "a\u{301}hunter2\u{301} hunter2\u{200D}x")
        #expect(!redacted.unicodeScalars.contains("h"), "\(redacted)")
    }

    @Test("without a key in use nothing but the well-known is taken out")
    func noKey() {
        #expect(Redaction().applied(to: "model x not found") == "model x not found")
        #expect(Redaction(key: "x").applied(to: "model x not found") == "model x not found")
    }
}
