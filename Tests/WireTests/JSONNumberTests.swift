import Testing
import Wire

@Suite("RFC 8259: numbers")
struct JSONNumberTests {
    @Test(
        "integers of up to 18 digits are exact",
        arguments: [
            ("0", 0), ("-1", -1), ("7", 7), ("999999999999999999", 999_999_999_999_999_999),
            ("-999999999999999999", -999_999_999_999_999_999), ("9007199254740993", 9_007_199_254_740_993),
        ] as [(String, Int64)])
    func integers(text: String, value: Int64) throws {
        #expect(try JSON(parsing: text) == .integer(value))
    }

    @Test(
        "everything else is a double",
        arguments: [
            ("1.5", 1.5), ("-0.25", -0.25), ("1e2", 100), ("1E2", 100), ("1e+2", 100), ("1e-2", 0.01), ("1.0", 1),
            ("0e0", 0), ("0.0", 0), ("1234567890123456774144", 1_234_567_890_123_456_774_144), ("1e308", 1e308),
            ("5e-324", .leastNonzeroMagnitude), ("1e-400", 0), ("0.1e1", 1),
            ("9223372036854775808", 9_223_372_036_854_775_808),
        ] as [(String, Double)])
    func doubles(text: String, value: Double) throws {
        #expect(try JSON(parsing: text) == .number(value))
    }

    @Test("a negative zero stays one", arguments: ["-0", "-0.0", "-0e5"])
    func negativeZero(text: String) throws {
        guard case .number(let value) = try JSON(parsing: text) else {
            Issue.record("not a double")
            return
        }
        #expect(value.sign == .minus && value == 0)
        #expect(try JSON(parsing: JSON.number(value).text) == .number(value))
    }

    @Test(
        "what is not a number is refused",
        arguments: [
            "-", "+1", ".5", "1.", "-.5", "01", "-01", "00", "1e", "1e+", "1E-", "1.e1", "0x10", "1_000", "1;5", "--1",
            "- 1", "1e1.5", "١", "1e400", "-1e400", "2e308",
        ])
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(throws: JSONError.self) { try JSON(parsing: "[\(text)]") }
    }

    @Test("a number that is too long to be read at once is still one")
    func longDigits() throws {
        let digits = String(repeating: "1", count: 300)
        #expect(try JSON(parsing: digits) == .number(Double(digits) ?? 0))
        #expect(try JSON(parsing: "0." + digits) == .number(Double("0." + digits) ?? 0))
    }

    @Test("a whole double is a whole number to a reader, a fraction is not")
    func integerOfDouble() throws {
        #expect(try JSON(parsing: "3.0").integer == 3)
        #expect(try JSON(parsing: "1e3").integer == 1_000)
        #expect(try JSON(parsing: "3.5").integer == nil)
        #expect(try JSON(parsing: "1e30").integer == nil)
    }
}
