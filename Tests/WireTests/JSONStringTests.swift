import Testing

@testable import Wire

@Suite("RFC 8259: strings")
struct JSONStringTests {
    @Test(
        "escapes mean their characters",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""A\u00e9\u00E9\u2028""#, "Aéé\u{2028}"),
            (#""\u0000""#, "\u{0}"), (#""\uD83D\uDE42""#, "🙂"), (#""a\ud83d\ude42b""#, "a🙂b"), ("\"é漢🙂\"", "é漢🙂"),
            ("\"\u{7F}\u{2028}\u{2029}\"", "\u{7F}\u{2028}\u{2029}"), (#""\uFFFF""#, "\u{FFFF}"),
            (#""\udbff\udfff""#, "\u{10FFFF}"),
        ])
    func escapes(json: String, text: String) throws {
        let read = try #require(try JSON(parsing: json).string)
        #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test(
        "a surrogate without its partner becomes U+FFFD, and what follows is kept",
        arguments: [
            (#""\ud83d""#, "\u{FFFD}"), (#""\ude42""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"),
            (#""\ud83d\ud83d\ude42""#, "\u{FFFD}🙂"), (#""\ude42\ud83d""#, "\u{FFFD}\u{FFFD}"),
            (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
        ])
    func loneSurrogates(json: String, text: String) throws {
        #expect(try JSON(parsing: json) == .string(text))
    }

    @Test(
        "unknown and unfinished escapes are refused",
        arguments: [
            #""\a""#, #""\x41""#, #""\u""#, #""\u12""#, #""\u12G4""#, #""\U0041""#, #""\'""#, #""\0""#, #""\u+123""#,
            #""\ud83d\u12""#, #""\ud83d\"#, #""\"#,
        ])
    func refusesEscapes(json: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: json) }
    }

    @Test("every control character has to be escaped")
    func controlCharacters() {
        for byte in UInt8(0)..<0x20 {
            #expect(throws: JSONError(reason: .unexpected, offset: 1)) { try JSON(parsing: [0x22, byte, 0x22]) }
            #expect(throws: JSONError(reason: .unexpected, offset: 3)) {
                try JSON(parsing: [0x22, 0x5C, 0x6E, byte, 0x22])
            }
        }
    }

    @Test(
        "invalid UTF-8 is refused, in a value, in a key, and after an escape",
        arguments: [
            [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0x81], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x99],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        for (before, after) in [("\"", "\""), ("{\"", "\":1}"), ("\"\\n", "\""), ("\"a", "\\n\"")] {
            #expect {
                try JSON(parsing: Array(before.utf8) + bytes + Array(after.utf8))
            } throws: {
                ($0 as? JSONError)?.reason == .invalidUTF8
            }
        }
        #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
    }

    @Test("what must be escaped is escaped, and nothing else")
    func serialization() {
        let text = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é\u{2028}🙂<>&"
        let escaped = #""\"\\/\u0008\u000c\n\r\t\u0000\u001f"# + "\u{7F}é\u{2028}🙂<>&\""
        #expect(Array(JSON.string(text).text.unicodeScalars) == Array(escaped.unicodeScalars))
        #expect(JSON.object([.init(key: text, value: .null)]).text == "{\(JSON.string(text).text):null}")
    }
}
