import Testing
import Wire

/// What one field of a message may be.
struct FieldRule: Sendable {
    /// "tab.name" for a field of an inner object.
    let path: String
    var isRequired = true
    /// Values of another type, or outside of what is allowed: `bad_message`.
    let wrong: [JSON]
    /// Values at the bound.
    var fits: [JSON] = []
    /// Values one past it: `too_large`.
    var tooLarge: [JSON] = []

    static func text(_ path: String, atMost bytes: Int, required: Bool = true) -> FieldRule {
        FieldRule(
            path: path, isRequired: required, wrong: [1, true, [], [:], 1.5],
            fits: [.text(bytes), .string("xx" + String(repeating: "é", count: (bytes - 2) / 2))],
            tooLarge: [.text(bytes + 1), .string(String(repeating: "é", count: bytes / 2) + "x")])
    }

    /// Visible text in one line.
    static func line(_ path: String) -> FieldRule {
        FieldRule(
            path: path, wrong: [1, true, [], "", "a\nb", "a\u{7F}", "\u{85}", "a\0"], fits: [.text(256), "é"],
            tooLarge: [.text(257)])
    }

    static func whole(_ path: String, from least: Int = 0, to most: Int = Int(Int32.max), required: Bool = true)
        -> FieldRule
    {
        FieldRule(
            path: path, isRequired: required,
            wrong: ["1", true, [], [:], 1.5, JSON(least - 1), .number(Double(most) * 2), .number(-1e300)],
            fits: [JSON(least), JSON(most), .number(Double(least) + 1)])
    }

    /// A place in a log: bounded only by what is exact.
    static func seq(_ path: String, from least: Int) -> FieldRule {
        FieldRule(
            path: path, wrong: ["1", true, 1.5, JSON(least - 1), .number(1e19)],
            fits: [JSON(least), 999_999_999_999_999_999, 3])
    }

    static func choice(_ path: String, _ choices: [String]) -> FieldRule {
        FieldRule(path: path, wrong: ["other", "", 1, true, []], fits: choices.map(JSON.string))
    }

    static func object(_ path: String, required: Bool) -> FieldRule {
        FieldRule(path: path, isRequired: required, wrong: [1, "x", true, []])
    }

    /// The fields of an error at that path.
    static func error(_ path: String, required: Bool) -> [FieldRule] {
        [
            .object(path, required: required), .text("\(path).ename", atMost: 256),
            .text("\(path).evalue", atMost: 16 << 10),
            FieldRule(
                path: "\(path).traceback", isRequired: false, wrong: [1, "x", [1], ["x", .null], [:]],
                fits: [[], [.text(64 << 10)], .array(Array(repeating: .text(64), count: 1 << 10))],
                tooLarge: [[.text((64 << 10) + 1)], .array(Array(repeating: .text(64), count: 1 << 10) + ["x"])]),
            .whole("\(path).line", required: false),
        ]
    }

    static let run: [FieldRule] = [.whole("turn", from: 1), .whole("attempt", from: 1), .whole("lease", from: 1)]
}

/// A whole message and the rules of its fields.
struct MessageRule: Sendable, CustomTestStringConvertible {
    /// What errors call it.
    let place: String
    let whole: JSON
    let fields: [FieldRule]

    var testDescription: String { whole["kind"]?.string ?? place }
}
