import Testing

@testable import Wire

@Suite("RFC 8259: what is JSON and what is not")
struct JSONAcceptanceTests {
    @Test(
        "what the grammar allows is read",
        arguments: [
            ("null", .null), ("true", true), ("false", false), (" \t\r\n0 \t\r\n", 0), ("\"\"", ""),
            ("[]", []), ("[ ]", []), ("{}", [:]), ("{ }", [:]), ("[1]", [1]), ("[1 , 2]", [1, 2]),
            ("[[],[[]]]", [[], [[]]]), (#"{"a":1}"#, ["a": 1]), (#"{ "a" : 1 , "b" : [ ] }"#, ["a": 1, "b": []]),
            (#"{"":{"":null}}"#, ["": ["": .null]]), (#"[null,true,"x",1.5,{}]"#, [.null, true, "x", 1.5, [:]]),
            (#"{"a":1,"A":2}"#, ["a": 1, "A": 2]),
        ] as [(String, JSON)])
    func accepts(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test(
        "what the grammar forbids is refused",
        arguments: [
            "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-Infinity", "undefined", "'a'", "a",
            "[", "]", "[1", "[1,", "[,1]", "[1,]", "[1,,2]", "[1 2]", "[1]]", "[1};", "{", "}", "{1:2}", "{a:1}",
            #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#, #"{"a":1 "b":2}"#, #"{"a" 1}"#, #"{"a"::1}"#,
            #"{"a":1]"#, #"["a":1]"#, #"{"a":1}}"#, "1 2", "null,", "// a\n1", "/* a */1", "1//", "\u{FEFF}1",
            "\u{A0}1",
            "\u{0B}1", "\u{0C}1", "1\u{0}", "\"", "\"a", "\"a\\", "\"a\\\"", "tru\u{65}\u{0}",
        ])
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: text) }
    }

    @Test("nesting: 64 levels are read, the 65th is refused at its bracket")
    func depth() throws {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            let allowed = String(repeating: open, count: 64) + "1" + String(repeating: close, count: 64)
            #expect(throws: Never.self) { try JSON(parsing: allowed) }
            let deeper = String(repeating: open, count: 65) + "1" + String(repeating: close, count: 65)
            #expect(throws: JSONError(reason: .tooDeep(limit: 64), offset: 64 * open.utf8.count)) {
                try JSON(parsing: deeper)
            }
        }
    }

    @Test("nesting counts what is open, not what was")
    func depthOfSiblings() {
        let siblings = "[" + Array(repeating: "[[]]", count: 100).joined(separator: ",") + "]"
        #expect(throws: Never.self) { try JSON(parsing: siblings, depth: 3) }
        #expect(throws: JSONError.self) { try JSON(parsing: siblings, depth: 2) }
    }

    @Test("a hundred thousand open brackets are refused, not recursed into")
    func bomb() {
        #expect(throws: JSONError(reason: .tooDeep(limit: 64), offset: 64)) {
            try JSON(parsing: String(repeating: "[", count: 100_000))
        }
    }

    @Test("a key a second time is refused, among few members and among many", arguments: [2, 7, 8, 9, 10, 100])
    func duplicateKeys(count: Int) {
        let members = (0..<count - 1).map { "\"k\($0)\":\($0)" }
        let text = "{" + (members + [#""k\u0030":null"#]).joined(separator: ",") + "}"
        #expect {
            try JSON(parsing: text)
        } throws: {
            ($0 as? JSONError)?.reason == .duplicateKey("k0")
        }
    }

    @Test("keys are the same when their bytes are: two spellings of é are two keys", arguments: [0, 20])
    func canonicalEquivalence(others: Int) throws {
        let members = (0..<others).map { "\"k\($0)\":0" } + ["\"\u{E9}\":1", "\"e\u{301}\":2"]
        let json = try JSON(parsing: "{" + members.joined(separator: ",") + "}")
        #expect(json.members?.count == others + 2)
    }

    @Test("an object keeps the order of its members")
    func order() throws {
        #expect(try JSON(parsing: #"{"z":1,"a":2,"m":3}"#).members?.map(\.key) == ["z", "a", "m"])
    }

    @Test("the same key in two objects is no duplicate")
    func sameKeyElsewhere() {
        #expect(throws: Never.self) { try JSON(parsing: #"{"a":{"a":[{"a":1},{"a":2}]}}"#) }
    }

    @Test("an error says where and what")
    func description() {
        #expect {
            try JSON(parsing: #"{"a":tru}"#)
        } throws: {
            "\($0)" == "not valid JSON: an unexpected character at byte 5"
        }
    }
}
