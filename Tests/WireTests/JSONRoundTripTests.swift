import TestSupport
import Testing
import Wire

@Suite("JSON: what is written is read back")
struct JSONRoundTripTests {
    @Test("5,000 random values survive writing and reading, member by member")
    func random() throws {
        for seed in UInt64(0)..<5_000 {
            var generator = SeededGenerator(seed: seed)
            let value = generator.json(depth: 5)
            let bytes = value.bytes
            let read = try JSON(parsing: bytes)
            #expect(read == value, "seed \(seed)")
            #expect(read.bytes == bytes, "seed \(seed)")
        }
    }

    @Test("a text that ends early is refused, wherever it ends")
    func truncated() {
        let whole = Array(#" {"a":[1,-2.5e+3,true,false,null],"é🙂":"\u00e9\ud83d\ude42\n","o":{"x":{}}}"#.utf8)
        #expect(throws: Never.self) { try JSON(parsing: whole) }
        for count in 0..<whole.count {
            #expect(throws: JSONError.self, "\(count) bytes") { try JSON(parsing: whole.prefix(count)) }
        }
    }

    @Test("random bytes and damaged texts never do more than fail")
    func damaged() {
        for seed in UInt64(0)..<5_000 {
            var generator = SeededGenerator(seed: seed)
            var bytes = generator.json(depth: 4).bytes
            for _ in 0..<3 where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            // What is still JSON after the damage is read back as it was read.
            guard let value = try? JSON(parsing: bytes) else { continue }
            #expect((try? JSON(parsing: value.bytes)) == value, "seed \(seed)")
        }
    }

    @Test("numbers that JSON has no word for become null")
    func notFinite() {
        #expect(JSON.array([.number(.nan), .number(.infinity), .number(-.infinity)]).text == "[null,null,null]")
    }

    @Test("a field without a value is left out")
    func absentFields() {
        #expect(JSON.fields(("a", 1), ("b", nil), ("c", .null)).text == #"{"a":1,"c":null}"#)
    }
}
